"""Packaged steps: GitHub actions, Azure tasks, CircleCI orbs, GitLab templates, Jenkins steps, Buildkite and other plug-ins.

A row: a glob over the reference in lower case without its version, then conditions over its inputs (`name=glob`, `!name=glob`),
then what it is for. The first row whose glob and conditions fit decides; a reference without a row is judged by its words.
"""

from __future__ import annotations

REFERENCES = """
# tests, coverage, checks
actions-rust-lang/audit = dependency-audit
actions-rs/cargo command=test = test
actions-rs/cargo command=clippy = lint
actions-rs/cargo command=fmt = format-check
actions-rs/cargo command=build = build
actions-rs/clippy-check = lint
r-lib/actions/check-r-package = test lint
r-lib/actions/setup-r-dependencies = install-unlocked
r-lib/actions/setup-renv = install-locked
r-lib/actions/* =
julia-actions/julia-runtest = test
julia-actions/julia-docdeploy = docs-site
julia-actions/* =
cypress-io/github-action = test
microsoft/playwright-github-action =
codecov/codecov-action = coverage
coverallsapp/github-action = coverage
codecov/upload = coverage
*/pycobertura-action|*coverage* = coverage
pypa/gh-action-pip-audit = dependency-audit
pypa/gh-action-pypi-publish = publish-package
pypa/cibuildwheel = build
astral-sh/ruff-action|chartboost/ruff-action args=*format*--check* = format-check
astral-sh/ruff-action|chartboost/ruff-action args=*format* = format
astral-sh/ruff-action|chartboost/ruff-action = lint
psf/black = format-check
isort/isort-action = format-check
jpetrucciani/mypy-check|tsuyoshicho/action-mypy = type-check
jakebailey/pyright-action = type-check
py-actions/flake8|*/flake8-your-pr|*flake8* = lint
*pylint* = lint
pre-commit/action|*prek-action*|*pre-commit-action* = pre-commit
wearerequired/lint-action|github/super-linter*|super-linter/super-linter*|oxsecurity/megalinter*|trunk-io/trunk-action = lint
reviewdog/action-* = lint
golangci/golangci-lint-action = lint
hadolint/hadolint-action = lint image-scan
ludeeus/action-shellcheck|*shellcheck* = lint
rhysd/actionlint|*actionlint* = lint
ibiqlik/action-yamllint|*yamllint* = lint
davidanson/markdownlint-cli2-action|*markdownlint*|*markdown-link-check*|*lychee* = text-check
codespell-project/actions-codespell|crate-ci/typos|*spell* = text-check
wagoid/commitlint-github-action|*commitlint*|*conventional*commit*|amannn/action-semantic-pull-request|*semantic-pull* = commit-lint
sqlfluff/*|*sqlfluff* = lint sql-lint
yokawasa/action-sqlcheck = lint sql-lint
terraform-linters/setup-tflint =
bufbuild/buf-breaking-action|*oasdiff*|*openapi-diff* = schema-diff
bufbuild/buf-lint-action = lint
bufbuild/buf-action = lint schema-diff
tox-dev/* = test
excitedleigh/setup-nox|wntrblm/nox =
grafana/k6-action|grafana/run-k6-action|*k6* = load-test
treosh/lighthouse-ci-action = load-test
*promptfoo* = llm-eval
github/codeql-action/analyze|github/codeql-action/autobuild = security-scan
github/codeql-action/init|github/codeql-action/upload-sarif =
semgrep/*|returntocorp/semgrep-action|*semgrep* = security-scan
pycqa/bandit-action|*bandit* = security-scan
securego/gosec = security-scan
sonarsource/*quality-gate* = security-scan
sonarsource/*|sonarcloud/* = security-scan lint
shiftleftsecurity/scan-action|checkmarx/*|veracode/*|*fortify*|*zaproxy/* = security-scan
ossf/scorecard-action = security-scan
gitleaks/gitleaks-action|zricethezav/gitleaks-action|*gitleaks*|trufflesecurity/trufflehog|*trufflehog*|gitguardian/ggshield-action*|gitguardian/*|*seekret*|*secret-scan*|*secrets-scan*|*detect-secrets* = secret-scan
actions/dependency-review-action = dependency-audit
snyk/actions/docker = image-scan
snyk/actions/iac = iac-scan
snyk/actions/setup =
snyk/actions/* = dependency-audit
google/osv-scanner-action*|*pip-audit*|*safety-action|pyupio/safety*|*dependency-check*|*npm-audit*|*cargo-audit*|rustsec/audit-check|actions-rs/audit-check|embarkstudios/cargo-deny-action|golang/govulncheck-action|*nancy* = dependency-audit
renovatebot/github-action|*renovate*|dependabot/* = dependency-update
*dependabot* =
aquasecurity/trivy-action scan-type=config = iac-scan
aquasecurity/trivy-action scan-type=fs|repo|rootfs = dependency-audit
aquasecurity/trivy-action format=cyclonedx|spdx* = sbom
aquasecurity/trivy-action = image-scan
aquasecurity/tfsec-action|aquasecurity/tfsec*|bridgecrewio/checkov-action|*checkov*|*tfsec*|*terrascan*|checkmarx/kics*|azure/k8s-lint|*kube-linter*|*kubesec*|stelligent/cfn_nag|*cfn-nag* = iac-scan
aquasecurity/setup-trivy|aquasecurity/* =
anchore/scan-action|anchore/*scan* = image-scan
anchore/sbom-action|cyclonedx/*|*sbom* = sbom
docker/scout-action|azure/container-scan|*clair*|crazy-max/ghaction-container-scan|goodwithtech/dockle-action|*dockle* = image-scan
sigstore/gh-action-sigstore-python = sign
sigstore/cosign-installer =
actions/attest|actions/attest-build-provenance|actions/attest-sbom|slsa-framework/slsa-github-generator* = attest
crazy-max/ghaction-import-gpg =
# images, packages, releases
docker/build-push-action push=true = build-image push-image
docker/build-push-action push=${{* = build-image push-image
docker/build-push-action outputs=*push=true* = build-image push-image
docker/build-push-action = build-image
docker/bake-action push=true = build-image push-image
docker/bake-action = build-image
docker/login-action|azure/docker-login|redhat-actions/podman-login = registry-login
docker/metadata-action|docker/setup-*|docker/* =
redhat-actions/buildah-build = build-image
redhat-actions/push-to-registry = push-image
mr-smithers-excellent/docker-build-push|elgohr/publish-docker-github-action|*docker-publish*|*docker-build-push*|*push-to-ecr*|*push-ecr*|*ecr*push* = build-image push-image
*kaniko* = build-image push-image
jupyterhub/repo2docker-action = build-image
imjasonh/setup-ko|ko-build/setup-ko =
goreleaser/goreleaser-action = build release
softprops/action-gh-release|ncipollo/release-action|actions/create-release|actions/upload-release-asset|google-github-actions/release-please-action|googleapis/release-please-action|cycjimmy/semantic-release-action|python-semantic-release/*|relekang/python-semantic-release|release-drafter/*|svenstaro/upload-release-action|marvinpinto/action-automatic-releases|changesets/action|*semantic-release* = release
js-devtools/npm-publish|*npm-publish*|katyo/publish-crates|*pypi*publish*|*publish*pypi* = publish-package
helm/chart-releaser-action|*chart-releaser* = publish-package
helm/chart-testing-action|helm/kind-action =
peaceiris/actions-gh-pages|jamesives/github-pages-deploy-action|actions/deploy-pages|actions/upload-pages-artifact|*gh-pages*|mhausenblas/mkdocs-deploy-gh-pages|*mkdocs*|quarto-dev/*publish* = docs-site
actions/jekyll-build-pages|actions/configure-pages = docs-site
# deployments
aws-actions/amazon-ecs-deploy-task-definition|aws-actions/aws-cloudformation-github-deploy|aws-actions/*deploy*|einaregilsson/beanstalk-deploy|appleboy/lambda-action|jakejarvis/s3-sync-action|*s3-sync*|*s3-deploy* = deploy
aws-actions/aws-codebuild-run-build = build
aws-actions/configure-aws-credentials role-to-assume=* !aws-access-key-id=* = cloud-login-oidc
aws-actions/configure-aws-credentials aws-access-key-id=* = cloud-login-static
aws-actions/configure-aws-credentials = cloud-login
aws-actions/amazon-ecr-login = registry-login
aws-actions/* =
google-github-actions/auth workload_identity_provider=* = cloud-login-oidc
google-github-actions/auth credentials_json=* = cloud-login-static
google-github-actions/setup-gcloud service_account_key=* = cloud-login-static
google-github-actions/deploy-*|google-github-actions/*deploy* = deploy
google-github-actions/upload-cloud-storage = upload
google-github-actions/* =
azure/login creds=* = cloud-login-static
azure/login client-id=* = cloud-login-oidc
azure/login = cloud-login
azure/webapps-deploy|azure/functions-action|azure/container-apps-deploy-action|azure/k8s-deploy|azure/aci-deploy|azure/static-web-apps-deploy|azure/appservice*|azure/*deploy* = deploy
azure/arm-deploy = iac-apply
azure/aml-deploy = model-deploy deploy
azure/aml-run = train
azure/aml-* =
azure/k8s-bake|azure/setup-*|azure/aks-set-context|azure/k8s-set-context|azure/cli|azure/* =
hashicorp/vault-action = vault-login
hashicorp/setup-*|hashicorp/* =
dflook/terraform-plan|op5dev/tf-via-pr* = iac-plan
dflook/terraform-apply = iac-apply
dflook/terraform-validate|dflook/terraform-fmt-check = iac-validate
dflook/*|*terraform-docs* =
gruntwork-io/terragrunt-action tg_command=*apply* = iac-apply
gruntwork-io/terragrunt-action = iac-plan
pulumi/actions command=up|update = iac-apply
pulumi/actions command=preview = iac-plan
appleboy/ssh-action|garygrossgarten/github-action-ssh|*ssh-deploy*|easingthemes/ssh-deploy|burnett01/rsync-deployments|appleboy/scp-action|*ftp-deploy*|samkirkland/* = deploy
superfly/flyctl-actions/setup-flyctl|superfly/flyctl-actions/setup* =
superfly/*|akhileshns/heroku-deploy|amondnet/vercel-action|nwtgck/actions-netlify|netlify/*|cloudflare/wrangler-action|cloudflare/pages-action|firebaseextended/*|*cloud-foundry*|digitalocean/app_action*|render-*/*|*okteto*deploy* = deploy
databricks/run-notebook|databricks/upload-dbfs* = batch-run
databricks/setup-cli =
dagster-io/dagster-cloud-action/actions/serverless*|dagster-io/dagster-cloud-action/actions/hybrid* = deploy
dagster-io/dagster-cloud-action/actions/utils/dagster-cloud-cli command=*deploy* = deploy
dagster-io/dagster-cloud-action/* =
astronomer/deploy-action|prefecthq/actions-prefect-deploy = deploy
fal-ai/dbt-cloud-action|*dbt-cloud*|*dbt-cloud-run-job* = dbt-build
*huggingface-sync*|*huggingface*sync* = deploy
iterative/setup-*|treeverse/* =
*argocd*sync*|*argo-cd*|*gitops*|fjogeleit/yaml-update-action|*kustomize-image* = deploy
bobheadxi/deployments|chrnorm/deployment-* =
peter-evans/repository-dispatch|*workflow-dispatch*|*trigger-workflow*|convictional/* = dispatch
peter-evans/* =
# messages, housekeeping
8398a7/action-slack|slackapi/*|rtcamp/action-slack-notify|*slack*|*teams*notif*|*discord*|*telegram*|dawidd6/action-send-mail|*pagerduty* = notify
actions/*|step-security/*|dorny/*|tj-actions/*|styfle/*|peaceiris/actions-*|ruby/setup-ruby|astral-sh/setup-uv|snok/*|abatilo/*|conda-incubator/*|mamba-org/*|prefix-dev/setup-pixi|pdm-project/setup-pdm|pnpm/action-setup|gradle/*-build-action/setup|dtolnay/*|swatinem/*|actions-rs/toolchain|jdx/*|azure/setup* =
gradle/gradle-build-action|gradle/actions/setup-gradle arguments=*test*|*check*|*build* = build test
# Azure tasks
publishtestresults|usepythonversion|usenode|nodetool|downloadbuildartifacts|publishbuildartifacts|publishpipelineartifact|downloadpipelineartifact|copyfiles|archivefiles|cache|replacetokens|azurekeyvault|installsshkey|downloadsecurefile|helminstaller|kubectlinstaller|usedotnet|nugettoolinstaller|nugetauthenticate|pipauthenticate|npmauthenticate|twineauthenticate|terraforminstaller =
publishcodecoverageresults = coverage
docker command=buildandpush = build-image push-image
docker command=build|build an image = build-image
docker command=push|push an image = push-image
docker command=login = registry-login
docker !command=* = build-image push-image
dockercompose action=*build* = build-image
dockercompose action=*push* = push-image
azurewebapp|azurewebappcontainer|azurerm*deploy*|azurefunctionapp*|azurefunctionappcontainer|kubernetesmanifest|azurestaticwebapp|azurecontainerapps|azurespringcloud|azuremysqldeployment|sqlazuredacpacdeployment|iiswebappdeploymentonmachinegroup = deploy
azurerm*webapp* = deploy
azureresourcemanagertemplatedeployment|azureresourcegroupdeployment deploymentmode=validation = iac-validate
azureresourcemanagertemplatedeployment|azureresourcegroupdeployment = iac-apply
kubernetes command=apply|set|create = deploy
kubernetes = cluster
helmdeploy command=upgrade|install = deploy
helmdeploy command=package|lint = iac-validate
terraform*|terraformtask*|terraformtaskv* command=apply = iac-apply
terraform*|terraformtask* command=plan = iac-plan
terraform*|terraformtask* command=validate = iac-validate
terraform* =
vstest|visualstudiotest = test
sonarcloudanalyze|sonarqubeanalyze|sonarqubepublish|sonarcloudpublish = security-scan lint
sonar*prepare =
whitesource*|whitesourcebolt|mend*|snyksecurityscan|dependency-check-build-task = dependency-audit
credscan|gitleaks = secret-scan
microsoftsecuritydevops|advancedsecurity-codeql-analyze|advanced-security-codeql-analyze|bandit|semmle = security-scan
advancedsecurity-dependency-scanning = dependency-audit
mlpublishedpipelinerestapitask = train
amlmodeldeploy|amlmodelserve = model-deploy deploy
twineuploader|nugetcommand = publish-package
githubrelease = release
databricks*deploy* = deploy
azurecli|azurepowershell|bash|powershell|cmdline|pythonscript|npm|maven|gradle|dotnetcorecli|go|make|cmake|vsbuild|msbuild|ant|xcode|gulp|grunt =
# CircleCI orbs
circleci/python/install-packages pkg-manager=poetry|pipenv|uv = install-locked
circleci/python/install-packages = install-requirements
circleci/python/test|circleci/node/test|circleci/ruby/rspec-test|circleci/go/test|circleci/maven/test|circleci/gradle/test|circleci/rust/test|cypress-io/cypress/run = test
circleci/node/install-packages = install-locked
circleci/ruby/rubocop-check|circleci/rust/clippy|circleci/shellcheck/check|circleci/node/lint = lint
circleci/rust/format = format-check
circleci/docker/publish|circleci/aws-ecr/build-and-push-image|circleci/aws-ecr/build_and_push_image|circleci/gcp-gcr/build-and-push-image|circleci/gcp-artifact-registry/build-and-push|circleci/azure-acr/build-and-push-image = build-image push-image
circleci/docker/build|circleci/gcp-gcr/build-image|circleci/aws-ecr/build_image = build-image
circleci/docker/push|circleci/gcp-gcr/push-image|circleci/aws-ecr/push_image = push-image
circleci/docker/hadolint = lint image-scan
circleci/docker/check|circleci/gcp-gcr/gcr-auth = registry-login
circleci/aws-ecs/deploy*|circleci/aws-ecs/*update*|circleci/gcp-cloud-run/deploy|circleci/kubernetes/create-or-update*|circleci/helm/upgrade*|circleci/heroku/deploy*|circleci/aws-elastic-beanstalk/deploy|circleci/aws-s3/sync|circleci/serverless-framework/deploy|circleci/aws-code-deploy/* = deploy
circleci/aws-cli/setup role*arn=* = cloud-login-oidc
circleci/gcp-cli/setup use_oidc=true = cloud-login-oidc
circleci/terraform/apply = iac-apply
circleci/terraform/plan = iac-plan
circleci/terraform/validate|circleci/terraform/fmt = iac-validate
circleci/slack/*|circleci/pagerduty/* = notify
circleci/codecov/*|codecov/codecov/* = coverage
snyk/snyk/* = dependency-audit
sonarsource/sonarcloud/* = security-scan lint
circleci/continuation/*|circleci/path-filtering/*|circleci/*/install*|circleci/*/setup* =
# GitLab templates
security/sast.gitlab-ci.yml|jobs/sast*|*/sast*.yml|security/sast* = security-scan
security/secret-detection*|jobs/secret-detection* = secret-scan
security/dependency-scanning*|jobs/dependency-scanning* = dependency-audit
security/container-scanning*|jobs/container-scanning* = image-scan
security/sast-iac*|jobs/sast-iac* = iac-scan
security/license-scanning*|jobs/license-scanning* = license-check
security/dast* = security-scan
jobs/code-quality*|code-quality* = lint
terraform/base* =
terraform*.gitlab-ci.yml|*opentofu* = iac-validate iac-plan
auto-devops* = build-image test deploy
jobs/build* = build-image
jobs/test* = test
jobs/deploy* = deploy
workflows/* =
pages/* = docs-site
*/sast@*|components/sast/* = security-scan
components/secret-detection/* = secret-scan
components/dependency-scanning/* = dependency-audit
components/container-scanning/* = image-scan
# Travis providers, Bitbucket pipes, Buildkite and Drone plug-ins, Concourse resources, Tekton catalogue, Cloud Build
travis/pypi|travis/npm|travis/rubygems|travis/cargo|travis/packagecloud|travis/hackage = publish-package
travis/releases = release
travis/pages|travis/pages:git = docs-site
travis/* = deploy
atlassian/git-secrets-scan = secret-scan
atlassian/trigger-pipeline = dispatch
atlassian/*deploy*|atlassian/aws-lambda*|atlassian/*kubectl*|atlassian/google-*|atlassian/heroku*|atlassian/firebase* = deploy
sonarsource/sonar* = security-scan lint
snyk/snyk-scan = dependency-audit
*docker-compose*build=* = build-image
docker-compose*build|docker-compose* build=* = build-image
docker-compose*|docker*|ecr*|artifacts*|cache*|junit* =
shellcheck* = lint
buildkite/trigger/*deploy* = deploy
buildkite/trigger/* = dispatch
plugins/docker|plugins/ecr|plugins/gcr|plugins/acr|plugins/buildx|woodpeckerci/plugin-docker-buildx|woodpeckerci/plugin-kaniko|banzaicloud/drone-kaniko dry_run=true = build-image
plugins/docker|plugins/ecr|plugins/gcr|plugins/acr|plugins/buildx|woodpeckerci/plugin-docker-buildx|woodpeckerci/plugin-kaniko|banzaicloud/drone-kaniko = build-image push-image
plugins/slack|plugins/email|plugins/webhook = notify
plugins/git|woodpeckerci/plugin-git|plugins/* =
concourse/bosh-deployment dry_run=true = iac-plan
concourse/bosh-deployment|concourse/bosh|concourse/cf|concourse/cf-*|concourse/kubernetes*|concourse/helm*|concourse/argocd*|concourse/ecs*|concourse/lambda*|concourse/cloudformation* = deploy
concourse/terraform* plan_only=true = iac-plan
concourse/terraform* = iac-apply
concourse/registry-image|concourse/docker-image|concourse/oci-build* = build-image push-image
concourse/github-release = release
concourse/slack* = notify
concourse/* =
cloud-build/images = push-image
tekton/git-clone|tekton/git-cli =
tekton/buildah|tekton/kaniko|tekton/buildpacks|tekton/ko|tekton/jib-maven|tekton/s2i* = build-image push-image
tekton/pytest|tekton/golang-test|tekton/*unit-test* = test
tekton/pylint|tekton/flake8|tekton/golangci-lint|tekton/hadolint = lint
tekton/kubernetes-actions|tekton/helm-upgrade*|tekton/openshift-client|tekton/argocd-task-sync-and-wait = deploy
tekton/trivy-scanner = image-scan
# Jenkins steps
jenkins/docker.build|jenkins/dockerfile = build-image
jenkins/docker.push = push-image
jenkins/withsonarqubeenv|jenkins/waitforqualitygate = security-scan lint
jenkins/dependencycheck|jenkins/snyksecurity = dependency-audit
jenkins/checkmarx = security-scan
jenkins/aquamicroscanner = image-scan
jenkins/publishcoverage|jenkins/cobertura|jenkins/recordcoverage = coverage
jenkins/kubernetesdeploy|jenkins/azurewebapppublish|jenkins/openshiftdeploy|jenkins/sshpublisher|jenkins/ansibleplaybook|jenkins/deploy|jenkins/cfnupdate = deploy
jenkins/nexusartifactuploader|jenkins/rtupload = publish-package
jenkins/slacksend|jenkins/emailext|jenkins/mail = notify
jenkins/* =
"""

MAY_FAIL_REFERENCES = """
aquasecurity/trivy-action !exit-code=1 = yes
anchore/scan-action fail-build=false = yes
bridgecrewio/checkov-action soft_fail=true = yes
aquasecurity/tfsec-action soft_fail=true = yes
golangci/golangci-lint-action args=*issues-exit-code=0* = yes
hadolint/hadolint-action no-fail=true = yes
astral-sh/ruff-action args=*--exit-zero*|*--fix* = yes
crazy-max/ghaction-container-scan !severity_threshold=* = yes
docker/scout-action !exit-code=true = yes
reviewdog/action-* !fail_on_error=true !fail_level=* = yes
super-linter/super-linter* disable_errors=true = yes
github/super-linter* disable_errors=true = yes
security/* = yes
jobs/*sast*|jobs/*secret-detection*|jobs/*scanning*|jobs/code-quality* = yes
"""
