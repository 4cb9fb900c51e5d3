"""dbt and SQLMesh projects as their files write them: models, sources, tests, contracts, exposures."""
