create table predictions (
  id bigint generated always as identity primary key,
  flat_id bigint,
  inputs jsonb not null,
  price numeric not null,
  model_version text not null,
  predicted_at timestamptz not null
);
