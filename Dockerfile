# The command `assess` with everything its reports need. Build: docker build -t assess .
# Use: docker run --rm -v "$PWD:/repository:ro" -v "$PWD/out:/out" assess scan /repository -o /out/report.html
FROM python:3.12-slim-bookworm AS build
WORKDIR /build
COPY requirements.txt ./
RUN python -m venv /opt/assess \
 && /opt/assess/bin/pip install --no-cache-dir --require-hashes -r requirements.txt
COPY pyproject.toml README.md LICENSE ./
COPY assess ./assess
COPY rubrics ./rubrics
COPY reports ./reports
RUN /opt/assess/bin/pip install --no-cache-dir --no-deps .

FROM python:3.12-slim-bookworm
RUN apt-get update \
 && apt-get install --yes --no-install-recommends git libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 fonts-dejavu-core \
 && rm -rf /var/lib/apt/lists/* \
 && useradd --create-home --uid 10001 assess
COPY --from=build /opt/assess /opt/assess
ENV PATH=/opt/assess/bin:$PATH
USER assess
WORKDIR /repository
ENTRYPOINT ["assess"]
CMD ["scan", "."]
