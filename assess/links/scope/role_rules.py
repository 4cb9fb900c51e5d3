"""Which paths look like tests, documents, samples, templates, vendored, generated or archived files."""

from __future__ import annotations

from assess.facts.globs import Globs

CODE_SUFFIXES = frozenset(
    [
        ".py",
        ".ipynb",
        ".r",
        ".rmd",
        ".qmd",
        ".sql",
        ".java",
        ".scala",
        ".kt",
        ".js",
        ".jsx",
        ".ts",
        ".tsx",
        ".go",
        ".rs",
        ".rb",
        ".cs",
        ".cpp",
        ".cc",
        ".c",
        ".jl",
        ".sh",
        ".php",
        ".swift",
        ".ex",
        ".exs",
        ".fs",
        ".clj",
    ]
)
"""Suffixes of program code."""

VENDORED = Globs(
    (
        "**/{vendor,vendors,vendored,_vendor,_vendored,third_party,third-party,thirdparty,3rdparty,3rd_party}/**",
        "**/{node_modules,site-packages,dist-packages,bower_components,jspm_packages,dbt_packages,dbt_modules}/**",
        "**/{.terraform,.tox,.nox,.eggs,.bundle,packrat,.yarn/releases,.yarn/plugins,.mvn/wrapper,gradle/wrapper}/**",
        "**/*.{egg-info,dist-info}/**",
        "**/wwwroot/lib/**",
        "**/renv/activate.R",
        "{gradlew,gradlew.bat,mvnw,mvnw.cmd}",
        "{jquery,bootstrap,d3,plotly,lodash,moment,angular,vue}{.,-}*.{js,css}",
    )
)
GENERATED = Globs(
    (
        "**/{target,dist,.next,.nuxt,_build,__pycache__,.ipynb_checkpoints,htmlcov,.dvc/cache}/**",
        "**/{rendered,rendered[_-]*,*[_-]rendered}/**",
        "**/build/{lib,html,static,classes,outputs,tmp,bdist*}/**",
        "{*_pb2.py,*_pb2_grpc.py,*_pb2.pyi,*.pb.go,*.pb.cc,*.pb.h,*.pb.gw.go,*_grpc.pb.go}",
        "{*.generated.*,zz_generated*,*.g.dart,*.designer.cs,*_generated.go}",
        "{*.min.js,*.min.css,*.bundle.js,*.chunk.js,*.js.map,*.css.map}",
    )
)
OWN = Globs(("**/.maturity/**",))
"""What teams and this tool write for this tool: read by its own name, and no evidence about the product."""
LOCKS = Globs(
    (
        "*{.lock,.lockb,-lock.json,-lock.yaml,-lock.yml,.lock.hcl,.lock.json}",
        "{go.sum,gradle.lockfile,npm-shrinkwrap.json,conda-lock.yml}",
    )
)
"""Written by tools, and yet evidence of what gets installed."""
ARCHIVED = Globs(
    ("**/{archive,archives,archived,attic,old,deprecated,obsolete,legacy,_old,_archive}/**", "**/legacy_*/**")
)
TEMPLATE = Globs(
    (
        "**/*[{][{]*",
        "**/*[{][{]*/**",
        "**/*[{][%]*",
        "**/*[{][%]*/**",
        "**/cookiecutter*/**",
        "**/inst/rmarkdown/templates/**",
    )
)
TEMPLATE_FILES = Globs(("*.{jinja,jinja2,j2,tmpl}",))
"""Templates unless an application, a playbook or a chart renders them."""

RENDERED = Globs(("**/{templates,prompts,views,roles,macros,charts}/**",))
SAMPLE = Globs(
    (
        "**/{examples,example,example_dags,samples,sample,demo,demos,tutorial,tutorials,quickstart,quickstarts}/**",
        "**/{example,sample,demo,tutorial}{s,}-{app,apps,code,project,projects,notebooks}/**",
        "**/{example,sample,demo,tutorial}{s,}_{app,apps,code,project,projects,notebooks}/**",
    )
)
TEST_FOLDERS = Globs(
    (
        "**/{tests,test,__tests__,__mocks__,spec,specs,e2e,cypress,testdata,test-data,test_data,testthat}/**",
        "**/{tests-,tests_,test-,test_}*/**",
        "**/*{-tests,_tests,-test,_test}/**",
        "**/src/{test,it,integrationTest,androidTest}/**",
        "**/features/steps/**",
    )
)
TEST_FILES = Globs(
    (
        "{conftest.py,*_test.go,*_test.rs,*_spec.rb,*_test.rb,*.bats}",
        "*.{spec,test,e2e,cy}.{js,jsx,ts,tsx,mjs,cjs}",
        "{*Test,*Tests,*IT,*TestCase}.{java,kt,cs,groovy}",
        "{*Spec,*Test,*Tests,*Suite}.scala",
        "{test-*,test_*}.R",
        "*.tftest.hcl",
    )
)
TEST_NAMED = Globs(("{test_*,*_test,tests,test}.py",))
"""Tests when they hold test functions; programs of that name otherwise."""

DOC_FOLDERS = Globs(("**/{docs,doc,documentation,vignettes,man,wiki,adr,adrs}/**",))
DOC_FILES = Globs(
    (
        "*.{md,markdown,rst,adoc,asciidoc,Rd,pdf,docx}",
        "{README,NEWS,CONTRIBUTING}.{Rmd,qmd}",
        "{LICENSE,LICENCE,COPYING,NOTICE,AUTHORS,CHANGELOG,CHANGES}{,.*}",
    )
)

NOT_AB_TEST = Globs(("**/{ab,a-b,a_b}{-,_}{test,tests}/**",))
ENVIRONMENT_PARENTS = frozenset(
    [
        "env",
        "envs",
        "environment",
        "environments",
        "overlays",
        "stages",
        "deploy",
        "deployment",
        "deployments",
        "infra",
        "infrastructure",
        "terraform",
        "config",
        "configs",
        "conf",
        "clusters",
        "inventories",
        "inventory",
        "stacks",
        "live",
        "accounts",
        "targets",
        "values",
    ]
)
ENVIRONMENT_SIBLINGS = frozenset(
    [
        "dev",
        "development",
        "prod",
        "prd",
        "production",
        "staging",
        "stage",
        "stg",
        "uat",
        "acc",
        "acceptance",
        "preprod",
        "qa",
    ]
)
TEMPLATE_ROOTS = ("cookiecutter.json", "copier.yml", "copier.yaml", "databricks_template_schema.json")
