from __future__ import annotations

import pytest
from assess.model.scale import Truth
from assess.probes import resources, resources_share
from assess.probes.resources import Where
from pydantic import ValidationError

from tests.probes.viewing import view

BUCKET = 'resource "aws_s3_bucket" "raw" {\n  bucket = "acme-raw"\n}\n'


@pytest.mark.parametrize(
    "files",
    [
        pytest.param({"README.md": 'resource "aws_s3_bucket" "raw" {}'}, id="prose"),
        pytest.param({"main.tf": '# resource "aws_s3_bucket" "raw" {}\n'}, id="comment"),
        pytest.param({"main.tf": ""}, id="empty file"),
        pytest.param({"main.tf": 'data "aws_s3_bucket" "raw" {}\n'}, id="looked up, not declared"),
        pytest.param({"main.tf": 'resource "aws_s3_bucket" "raw" {\n  count = 0\n}\n'}, id="count nought"),
        pytest.param({"main.tf": 'resource "aws_s3_bucket" "raw" {\n  for_each = {}\n}\n'}, id="loop over nothing"),
        pytest.param(
            {"main.tf": 'variable "x" {\n  default = {}\n}\nresource "aws_s3_bucket" "raw" {\n  for_each = var.x\n}\n'},
            id="loop over an empty variable",
        ),
        pytest.param(
            {"main.tf": 'resource "aws_s3_bucket" "tfstate" {\n  bucket = "acme-tfstate"\n}\n'}, id="state bucket"
        ),
        pytest.param({"src/a.py": "x = 1", "examples/main.tf": BUCKET}, id="sample"),
        pytest.param(
            {"s.bicep": "resource s 'Microsoft.Storage/storageAccounts@2023-01-01' existing = {\n}\n"},
            id="existing in Bicep",
        ),
        pytest.param({"a.yaml": "kind: Bucket\n"}, id="no apiVersion"),
    ],
)
def test_no_data_store(files: dict[str, str]) -> None:
    assert resources.observe(resources.PARAMS(categories=("object-store",)), view(files)).value is Truth.NO


@pytest.mark.parametrize(
    ("source", "category"),
    [
        pytest.param("github.com/acme/shared//terraform/modules/datadog_monitors?ref=4f2c", "alarm", id="alarms"),
        pytest.param("terraform-aws-modules/cloudwatch/aws//modules/metric-alarm", "alarm", id="alarms of a registry"),
        pytest.param("git::https://example.org/infra.git//modules/dashboard?ref=v2", "dashboard", id="dashboard"),
        pytest.param("github.com/acme/shared//terraform/modules/bucket?ref=4f2c", "object-store", id="store"),
        pytest.param("terraform-google-modules/cloud-storage/google", "object-store", id="store of a registry"),
        pytest.param("github.com/acme/shared//terraform/modules/queue?ref=4f2c", "queue", id="queue"),
    ],
)
def test_a_shared_module_is_told_by_its_name(source: str, category: str) -> None:
    files = {"main.tf": f'module "it" {{\n  source = "{source}"\n  app = "shop"\n}}\n'}
    seen = resources.observe(resources.PARAMS(categories=(category,)), view(files))
    assert seen.value is Truth.YES
    others = resources.observe(resources.PARAMS(categories=("warehouse", "registry")), view(files))
    assert others.value is Truth.NO


@pytest.mark.parametrize(
    ("files", "category", "line"),
    [
        pytest.param({"main.tf": "\n" + BUCKET}, "object-store", 2, id="Terraform"),
        pytest.param(
            {"main.tf.json": '{"resource": {"aws_s3_bucket": {"raw": {}}}}'}, "object-store", 1, id="Terraform JSON"
        ),
        pytest.param(
            {"t.yaml": "Resources:\n  Raw:\n    Type: AWS::S3::Bucket\n"}, "object-store", 2, id="CloudFormation"
        ),
        pytest.param(
            {"t.json": '{"Resources": {\n"Db": {"Type": "AWS::RDS::DBInstance", "Properties": {}}}}'},
            "database",
            2,
            id="CloudFormation JSON",
        ),
        pytest.param(
            {"s.bicep": "resource s 'Microsoft.Storage/storageAccounts@2023-01-01' = {\n  name: 'x'\n}\n"},
            "object-store",
            1,
            id="Bicep",
        ),
        pytest.param(
            {
                "arm.json": '{"$schema": "https://x/deploymentTemplate.json#", "resources": [{"type": "Microsoft.Sql/servers", "name": "x"}]}'
            },
            "database",
            1,
            id="ARM",
        ),
        pytest.param(
            {"k.yaml": "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: x}\n"},
            "container-service",
            2,
            id="Kubernetes",
        ),
        pytest.param(
            {
                "c/Chart.yaml": "name: c\n",
                "c/templates/d.yaml": "{{- if .Values.on }}\napiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: {{ .Release.Name }}\n{{- end }}\n",
            },
            "container-service",
            3,
            id="Helm",
        ),
        pytest.param(
            {
                "app.py": "from aws_cdk import aws_s3 as s3\nclass S:\n    def __init__(self):\n        s3.Bucket(self, 'Raw', versioned=True)\n"
            },
            "object-store",
            4,
            id="CDK in Python",
        ),
        pytest.param(
            {
                "lib/s.ts": 'import * as s3 from "aws-cdk-lib/aws-s3";\nnew s3.Bucket(this, "Raw", {\n  versioned: true,\n});\n'
            },
            "object-store",
            2,
            id="CDK in TypeScript",
        ),
        pytest.param(
            {"__main__.py": "import pulumi_aws as aws\naws.s3.Bucket('raw')\n"}, "object-store", 2, id="Pulumi"
        ),
        pytest.param(
            {"site.yml": "- hosts: all\n  tasks:\n  - name: raw\n    amazon.aws.s3_bucket:\n      name: raw\n"},
            "object-store",
            3,
            id="Ansible",
        ),
        pytest.param(
            {"databricks.yml": "bundle: {name: x}\nresources:\n  schemas:\n    raw: {catalog_name: main}\n"},
            "warehouse",
            4,
            id="Databricks",
        ),
        pytest.param(
            {"serverless.yml": "service: x\nprovider: {name: aws}\nfunctions:\n  hello: {handler: h.x}\n"},
            "function",
            4,
            id="Serverless",
        ),
        pytest.param(
            {"rules.yml": "groups:\n- name: a\n  rules:\n  - alert: Down\n    expr: up == 0\n"},
            "alarm",
            4,
            id="Prometheus",
        ),
    ],
)
def test_categories(files: dict[str, str], category: str, line: int) -> None:
    seen = resources.observe(resources.PARAMS(categories=(category,)), view(files))
    assert (seen.value, seen.evidence[0].line) == (Truth.YES, line)


@pytest.mark.parametrize(
    ("where", "expected"),
    [
        pytest.param(Where(attribute="bucket", matches="^acme-"), Truth.YES, id="value matches"),
        pytest.param(Where(attribute="bucket", matches="other"), Truth.NO, id="value does not match"),
        pytest.param(Where(attribute="acl", absent=True), Truth.YES, id="attribute is absent"),
        pytest.param(Where(attribute="bucket", absent=True), Truth.NO, id="attribute is there"),
        pytest.param(Where(attribute="tags.owner"), Truth.YES, id="map taken over from locals"),
        pytest.param(Where(attribute="owner", matches="data-team"), Truth.YES, id="last key at any depth"),
    ],
)
def test_where(where: Where, expected: Truth) -> None:
    text = 'locals {\n  tags = { owner = "data-team" }\n}\nresource "aws_s3_bucket" "raw" {\n  bucket = "acme-raw"\n  tags = local.tags\n}\n'
    assert (
        resources.observe(resources.PARAMS(categories=("object-store",), where=(where,)), view({"main.tf": text})).value
        is expected
    )


def test_values_of_variables_are_filled_in() -> None:
    files = {
        "main.tf": 'variable "public" {\n  default = true\n}\nresource "aws_db_instance" "x" {\n  publicly_accessible = var.public\n}\n',
        "prod.tfvars": "public = false\n",
    }
    where = (Where(attribute="publicly_accessible", matches="^false$"),)
    assert resources.observe(resources.PARAMS(where=where), view(files)).value is Truth.YES


@pytest.mark.parametrize(
    ("backend", "expected"),
    [
        pytest.param("", Truth.NO, id="no backend"),
        pytest.param('terraform {\n  backend "local" {}\n}\n', Truth.NO, id="local backend"),
        pytest.param('terraform {\n  backend "s3" {\n    bucket = "state"\n  }\n}\n', Truth.YES, id="remote backend"),
        pytest.param('terraform {\n  cloud {\n    organization = "x"\n  }\n}\n', Truth.YES, id="Terraform Cloud"),
    ],
)
def test_remote_state(backend: str, expected: Truth) -> None:
    params = resources.PARAMS(categories=("resource",), remote_state=True)
    assert resources.observe(params, view({"main.tf": BUCKET, "backend.tf": backend})).value is expected


WORKFLOW = "on: {trigger}\njobs:\n  a:\n    runs-on: x\n    steps:\n    - run: {command}\n"


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        pytest.param({}, Truth.NO, id="nobody applies it"),
        pytest.param(
            {".github/workflows/a.yml": WORKFLOW.format(trigger="push", command="terraform plan")},
            Truth.NO,
            id="only planned",
        ),
        pytest.param(
            {
                ".github/workflows/a.yml": WORKFLOW.format(
                    trigger="workflow_dispatch", command="terraform apply -auto-approve"
                )
            },
            Truth.NO,
            id="a person starts it",
        ),
        pytest.param(
            {".github/workflows/a.yml": WORKFLOW.format(trigger="push", command="kubectl apply -f k8s")},
            Truth.NO,
            id="another tool is applied",
        ),
        pytest.param(
            {
                ".github/workflows/a.yml": WORKFLOW.format(
                    trigger="push", command="terraform -chdir=infra apply -auto-approve"
                )
            },
            Truth.YES,
            id="applied on push",
        ),
        pytest.param({"atlantis.yaml": "version: 3\n"}, Truth.YES, id="Atlantis"),
        pytest.param(
            {
                ".github/workflows/a.yml": "on: push\njobs:\n  a:\n    uses: acme/actions/.github/workflows/apply-terraform.yml@main\n"
            },
            Truth.YES,
            id="a shared workflow applies it",
        ),
    ],
)
def test_applied(files: dict[str, str], expected: Truth) -> None:
    params = resources.PARAMS(categories=("resource",), applied=True)
    assert resources.observe(params, view({"main.tf": BUCKET, **files})).value is expected


PUSH = "on: push\njobs:\n  a:\n    runs-on: x\n    steps:\n"


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        pytest.param(
            {".github/workflows/a.yml": PUSH + "    - run: terraform apply\n      working-directory: infra/app\n"},
            Truth.NO,
            id="another folder is applied",
        ),
        pytest.param(
            {".gitlab-ci.yml": "apply:\n  script:\n    - cd infra/app\n    - terraform apply -auto-approve\n"},
            Truth.NO,
            id="another folder, by cd",
        ),
        pytest.param(
            {".github/workflows/a.yml": PUSH + "    - run: make -C infra/app apply\n", "infra/app/Makefile": "apply:\n\tterraform apply\n"},
            Truth.NO,
            id="another folder, by its Makefile",
        ),
        pytest.param(
            {"azure-pipelines.yml": "steps:\n- task: TerraformTaskV4@4\n  inputs: {command: apply, workingDirectory: $(System.DefaultWorkingDirectory)/infra/app}\n"},
            Truth.NO,
            id="another folder, by the input of a task",
        ),
        pytest.param(
            {".github/workflows/a.yml": PUSH + "    - run: terraform -chdir=infra/app apply\n    - run: cd other && terraform apply\n"},
            Truth.NO,
            id="another folder, and one of another repository",
        ),
        pytest.param(
            {".github/workflows/a.yml": PUSH + "    - run: terraform -chdir=infra/data apply\n"},
            Truth.YES,
            id="its own folder",
        ),
        pytest.param(
            {".github/workflows/a.yml": PUSH + "    - run: terraform apply\n      working-directory: infra/${{ inputs.stack }}\n"},
            Truth.YES,
            id="a folder that only the run knows",
        ),
        pytest.param(
            {".github/workflows/a.yml": PUSH + "    - run: terraform apply\n"}, Truth.YES, id="no folder is named"
        ),
        pytest.param(
            {".github/workflows/a.yml": PUSH + "    - run: cd build && terraform apply\n"},
            Truth.YES,
            id="only a folder that the run makes",
        ),
        pytest.param(
            {".github/workflows/a.yml": PUSH + "    - run: terraform apply\n      working-directory: src/infra/data\n"},
            Truth.YES,
            id="its own folder, checked out into another",
        ),
        pytest.param(
            {
                ".github/workflows/a.yml": PUSH + "    - run: terraform -chdir=infra/app apply\n",
                "infra/app/data.tf": 'module "data" {\n  source = "../data"\n}\n',
            },
            Truth.YES,
            id="a module of the folder that is applied",
        ),
        pytest.param(
            {
                ".github/workflows/a.yml": PUSH.replace("    steps", "    strategy: {matrix: {stack: [app, data]}}\n    steps")
                + "    - run: terraform apply\n      working-directory: infra/${{ matrix.stack }}\n"
            },
            Truth.YES,
            id="each folder of a matrix",
        ),
    ],
)  # fmt: skip
def test_applied_where_it_stands(files: dict[str, str], expected: Truth) -> None:
    declared = {"infra/data/main.tf": BUCKET, "infra/app/main.tf": 'resource "aws_lambda_function" "f" {\n  a = 1\n}\n'}
    params = resources.PARAMS(categories=("object-store",), applied=True)
    assert resources.observe(params, view({**declared, **files})).value is expected


def test_gitops_applies_manifests() -> None:
    files = {
        "app.yaml": "apiVersion: argoproj.io/v1alpha1\nkind: Application\nmetadata: {name: x}\nspec: {source: {path: k8s}}\n",
        "k8s/d.yaml": "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: x}\n",
    }
    params = resources.PARAMS(categories=("container-service",), applied=True)
    assert resources.observe(params, view(files)).value is Truth.YES


def test_unreadable_candidate_is_unknown() -> None:
    seen = resources.observe(resources.PARAMS(categories=("database",)), view({"main.tf": 'resource "a {{{ \n "'}))
    assert (seen.value, seen.evidence[0].path) == (Truth.UNKNOWN, "main.tf")


@pytest.mark.parametrize(
    "given",
    [
        pytest.param({"categories": ["databases"]}, id="unknown category"),
        pytest.param({"where": [{"attribute": "a", "matches": "("}]}, id="bad expression"),
    ],
)
def test_bad_parameters(given: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        resources.PARAMS.model_validate(given)


@pytest.mark.parametrize(
    ("extra", "share"),
    [
        pytest.param("", 0.0, id="nothing"),
        pytest.param(
            'resource "aws_s3_bucket_versioning" "v" {\n  bucket = aws_s3_bucket.raw.id\n}\n',
            0.5,
            id="one of two by a companion",
        ),
        pytest.param(
            'resource "aws_s3_bucket_versioning" "v" {\n  bucket = aws_s3_bucket.rawest.id\n}\n',
            0.0,
            id="companion of another one",
        ),
        pytest.param('resource "aws_s3_account_public_access_block" "b" {}\n', 1.0, id="everything at once"),
    ],
)
def test_share_through_companions(extra: str, share: float) -> None:
    second = BUCKET.replace("raw", "clean")
    params = resources_share.PARAMS(
        categories=("object-store",),
        companions=("aws_s3_bucket_versioning",),
        everywhere=("aws_s3_account_public_access_block",),
    )
    assert resources_share.observe(params, view({"main.tf": BUCKET + second + extra})).share == (share, share)


@pytest.mark.parametrize(
    ("provider", "expected"),
    [
        pytest.param("CodeBuild", Truth.NO, id="the pipeline only builds"),
        pytest.param("CloudFormation", Truth.YES, id="the pipeline deploys a stack"),
    ],
)
def test_a_code_pipeline_applies_stacks(provider: str, expected: Truth) -> None:
    stage = f"- Name: S\n          Actions:\n            - ActionTypeId: {{Category: Deploy, Provider: {provider}}}\n"
    files = {
        "delivery.yaml": f"Resources:\n  P:\n    Type: AWS::CodePipeline::Pipeline\n    Properties:\n      Stages:\n        {stage}",
        "bucket.yaml": "Resources:\n  B:\n    Type: AWS::S3::Bucket\n    Properties: {BucketName: x}\n",
    }
    params = resources.PARAMS(kinds=("*:AWS::S3::Bucket",), applied=True)
    assert resources.observe(params, view(files)).value is expected


CDK_ENDPOINT = (
    'from aws_cdk import aws_sagemaker as sagemaker\nsagemaker.CfnEndpoint(self, "E", endpoint_config_name="c")\n'
)


@pytest.mark.parametrize(
    ("delivery", "expected"),
    [
        pytest.param({}, Truth.NO, id="nothing deploys the stack"),
        pytest.param(
            {"p.py": "from aws_cdk import aws_codepipeline_actions as a\na.ManualApprovalAction(action_name='Ask')\n"},
            Truth.NO,
            id="the pipeline only asks",
        ),
        pytest.param(
            {
                "p.py": "from aws_cdk import aws_codepipeline_actions as a\na.CloudFormationCreateUpdateStackAction(action_name='D')\n"
            },
            Truth.YES,
            id="a stage deploys the synthesised stack",
        ),
        pytest.param(
            {"p.ts": "import * as p from 'aws-cdk-lib/pipelines';\nnew p.CodePipeline(this, 'P', {});\n"},
            Truth.YES,
            id="a pipeline of the CDK deploys its stages",
        ),
        pytest.param(
            {
                "p.ts": "import * as a from 'aws-cdk-lib/aws-codepipeline-actions';\nnew a.CloudFormationCreateUpdateStackAction({\n"
            },
            Truth.YES,
            id="a stage in TypeScript deploys the synthesised stack",
        ),
    ],
)
def test_a_pipeline_written_with_the_cdk_applies_stacks(delivery: dict[str, str], expected: Truth) -> None:
    params = resources.PARAMS(categories=("ml-endpoint",), applied=True)
    assert resources.observe(params, view({"stack.py": CDK_ENDPOINT, **delivery})).value is expected


JAVA = """package x;
import software.amazon.awscdk.services.s3.Bucket;
import software.amazon.awscdk.services.s3.BlockPublicAccess;
public class DataStack extends Stack {
  DataStack(Construct scope, String id) {
    Bucket raw = Bucket.Builder.create(this, "Raw")
        .versioned(true)
        .build();
    log.info("Bucket", raw);
  }
}
"""
GO = """package main
import (
    "github.com/aws/aws-cdk-go/awscdk/v2/awss3"
    "github.com/aws/jsii-runtime-go"
)
func f() {
    awss3.NewBucket(stack, jsii.String("Raw"), &awss3.BucketProps{
        Versioned: jsii.Bool(true),
    })
}
"""
PULUMI_GO = """package main
import "github.com/pulumi/pulumi-aws/sdk/v6/go/aws/s3"
func f() { s3.NewBucketV2(ctx, "raw", nil) }
"""
CSHARP = 'using Amazon.CDK.AWS.S3;\nclass A : Stack {\n  A() {\n    var b = new Bucket(this, "Raw", new BucketProps { Versioned = true });\n  }\n}\n'


@pytest.mark.parametrize(
    ("files", "category"),
    [
        pytest.param({"A.java": JAVA}, "object-store", id="CDK in Java"),
        pytest.param({"a.go": GO}, "object-store", id="CDK in Go"),
        pytest.param({"a.go": PULUMI_GO}, "object-store", id="Pulumi in Go"),
        pytest.param({"A.cs": CSHARP}, "object-store", id="CDK in C#"),
        pytest.param(
            {
                "a.ts": "import { Alarm } from 'aws-cdk-lib/aws-cloudwatch';\nnew Alarm(this, 'Late', { threshold: 1 });\n"
            },
            "alarm",
            id="CDK in TypeScript, class imported by name",
        ),
        pytest.param(
            {"a.py": "from aws_cdk import aws_cloudwatch as cw\ncw.CfnAlarm(self, 'Late', threshold=1)\n"},
            "alarm",
            id="CDK class of CloudFormation's own",
        ),
        pytest.param(
            {"a.py": "import pulumi_gcp as gcp\ngcp.bigquery.Dataset('sales', location='EU')\n"},
            "warehouse",
            id="Pulumi in Python",
        ),
        pytest.param(
            {
                "ml/endpoint.yml": "$schema: https://azuremlschemas.azureedge.net/latest/managedOnlineEndpoint.schema.json\nname: fares\n"
            },
            "ml-endpoint",
            id="endpoint of Azure ML",
        ),
    ],
)
def test_programs_declare_what_clouds_call_otherwise(files: dict[str, str], category: str) -> None:
    assert resources.observe(resources.PARAMS(categories=(category,)), view(files)).value is Truth.YES


@pytest.mark.parametrize(
    "files",
    [
        pytest.param(
            {"A.java": JAVA.replace("import software.amazon.awscdk.services.s3.Bucket;\n", "")}, id="class of its own"
        ),
        pytest.param({"a.go": GO.replace("awss3.NewBucket", "shelf.NewBucket")}, id="another package's bucket"),
        pytest.param({"A.cs": CSHARP.replace("this, ", "")}, id="constructor without a scope"),
        pytest.param(
            {
                "job.yml": "$schema: https://azuremlschemas.azureedge.net/latest/pipelineJob.schema.json\ntype: pipeline\n"
            },
            id="job of Azure ML",
        ),
    ],
)
def test_programs_that_declare_nothing(files: dict[str, str]) -> None:
    assert resources.observe(resources.PARAMS(categories=("resource",)), view(files)).value is Truth.NO


def test_settings_of_builders_are_attributes() -> None:
    where = (Where(attribute="versioned", matches="true"),)
    for files in ({"A.java": JAVA}, {"a.go": GO}, {"A.cs": CSHARP}):
        assert (
            resources.observe(resources.PARAMS(categories=("object-store",), where=where), view(files)).value
            is Truth.YES
        )


TERRAGRUNT = {
    "aws/common/main.tf": BUCKET,
    "env/prod/common/terragrunt.hcl": "terraform {\n  source = SOURCE\n}\n",
    ".gitlab-ci.yml": "apply:\n  rules: [{if: $CI_COMMIT_BRANCH == $CI_DEFAULT_BRANCH}]\n  script:\n    - cd env/prod/common\n    - terragrunt apply -auto-approve\n",
}


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        pytest.param('"../../../aws//common"', Truth.YES, id="a local module"),
        pytest.param('"../../../aws//other"', Truth.NO, id="another module"),
        pytest.param(
            '"${get_env("X") == "a" ? "git::https://example.org/x.git//aws/common" : "../../../aws//common"}"',
            Truth.YES,
            id="a choice",
        ),
    ],
)
def test_terragrunt_applies_the_module_that_it_names(source: str, expected: Truth) -> None:
    files = {path: text.replace("SOURCE", source) for path, text in TERRAGRUNT.items()}
    params = resources.PARAMS(categories=("object-store",), applied=True)
    assert resources.observe(params, view(files)).value is expected
