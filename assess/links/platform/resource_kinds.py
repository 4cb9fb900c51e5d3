"""Categories of resources over all clouds and tools, so that rules need not list kinds."""

from __future__ import annotations

from functools import lru_cache

import re2

from assess.links.platform.program_kinds import program_aliases

CATEGORIES: dict[str, tuple[str, ...]] = {
    "object-store": (
        "aws_s3_bucket", "aws_s3control_bucket", "aws_s3_directory_bucket", "google_storage_bucket", "azurerm_storage_account",
        "azurerm_storage_container", "azurerm_storage_data_lake*", "azapi:microsoft.storage*", "digitalocean_spaces_bucket",
        "cloudflare_r2_bucket", "minio_s3_bucket", "oci_objectstorage_bucket", "scaleway_object_bucket", "ovh_cloud_project_storage*",
        "*:AWS::S3::Bucket", "*:Microsoft.Storage/storageAccounts*", "cdk:*s3*.Bucket", "cdk:s3.CfnBucket", "cdk:Bucket",
        "pulumi:aws*.s3.*Bucket*", "pulumi:gcp.storage.Bucket", "pulumi:azure*.storage.*Account", "pulumi:azure*.storage.*Container",
        "kubernetes:Bucket", "kubernetes:StorageBucket", "kubernetes:ObjectBucketClaim", "ansible:*s3_bucket", "ansible:*gcp_storage_bucket",
        "ansible:*azure_rm_storageaccount", "module:*s3-bucket*", "module:*cloud-storage*", "module:*cloud_storage*",
        "module:*storage-account*", "module:*storage_account*", "module:*bucket", "module:*bucket/*", "module:*bucket?ref*", "module:*s3_bucket*",
        "databricks:volume", "databricks_volume", "databricks_external_location", "module:br/public:avm/res/storage/*",
    ),
    "warehouse": (
        "google_bigquery_dataset", "google_bigquery_table", "google_bigquery_reservation", "aws_redshift_cluster", "aws_redshiftserverless_*",
        "aws_athena_workgroup", "aws_athena_database", "aws_glue_catalog_database", "aws_glue_catalog_table", "aws_lakeformation_resource",
        "azurerm_synapse_workspace", "azurerm_synapse_sql_pool", "azurerm_mssql_database_datawarehouse", "azurerm_kusto_*", "azurerm_fabric_*",
        "snowflake_database", "snowflake_schema", "snowflake_warehouse", "snowflake_table*", "snowflake_stage", "snowflake_pipe*",
        "databricks_catalog", "databricks_schema", "databricks_sql_endpoint", "databricks_sql_table", "databricks_sql_warehouse",
        "databricks:schema", "databricks:catalog", "databricks:sql_warehouse", "clickhouse_service", "fabric_*",
        "*:AWS::Redshift*::*", "*:AWS::Glue::Database", "*:AWS::Glue::Table", "*:AWS::Athena::WorkGroup", "*:Microsoft.Synapse/*",
        "*:Microsoft.Kusto/*", "cdk:*redshift*", "cdk:*glue*.*Database", "cdk:*glue*.*Table", "cdk:*athena*", "pulumi:gcp.bigquery.*",
        "pulumi:aws*.redshift*", "pulumi:snowflake*", "kubernetes:BigQueryDataset", "kubernetes:ClickHouseInstallation", "module:*bigquery*",
        "module:*redshift*",
    ),
    "database": (
        "aws_db_instance", "aws_rds_cluster", "aws_rds_cluster_instance", "aws_rds_global_cluster", "aws_dynamodb_table",
        "aws_dynamodb_global_table", "aws_docdb_cluster", "aws_neptune_cluster", "aws_keyspaces_table", "aws_timestreamwrite_*",
        "google_sql_database_instance", "google_sql_database", "google_spanner_*", "google_bigtable_*", "google_firestore_database",
        "google_alloydb_*", "azurerm_postgresql_*server", "azurerm_mysql_*server", "azurerm_mariadb_server", "azurerm_mssql_server",
        "azurerm_mssql_database", "azurerm_sql_*", "azurerm_cosmosdb_*", "mongodbatlas_*cluster*", "digitalocean_database_cluster",
        "aiven_pg", "aiven_mysql", "cockroach_cluster", "neon_project", "planetscale_database", "supabase_project", "postgresql_database",
        "mysql_database", "oci_database_*", "cloudfoundry_service_instance", "heroku_addon", "render_postgres", "render:database",
        "*:AWS::RDS::DB*", "*:AWS::DynamoDB::*", "*:AWS::DocDB::*", "*:AWS::Serverless::SimpleTable", "*:AWS::Neptune::*",
        "*:Microsoft.DBfor*", "*:Microsoft.Sql/*", "*:Microsoft.DocumentDB/*", "cdk:*rds*.Database*", "cdk:*rds*.Serverless*",
        "cdk:*dynamodb*.Table*", "cdk:DatabaseInstance*", "cdk:Table", "pulumi:aws*.rds.*", "pulumi:aws*.dynamodb.*", "pulumi:gcp.sql.*",
        "pulumi:azure*.*sql*", "kubernetes:postgresql", "kubernetes:Postgres*", "kubernetes:PerconaXtraDBCluster", "kubernetes:MongoDB*",
        "kubernetes:SQLInstance", "kubernetes:CassandraDatacenter", "ansible:*postgresql_db", "ansible:*mysql_db", "ansible:*rds_instance",
        "module:*rds*", "module:*sql-db*", "module:*cloud-sql*", "module:*cloud_sql*", "module:*mysql*", "module:*documentdb*", "module:*dynamodb*", "module:*postgres*", "module:*aurora*", "module:*cosmos*",
    ),
    "cache": (
        "aws_elasticache_*", "aws_memorydb_*", "google_redis_instance", "google_memcache_instance", "azurerm_redis_cache", "aiven_redis",
        "*:AWS::ElastiCache::*", "*:Microsoft.Cache/*", "cdk:*elasticache*", "module:*elasticache*", "module:*redis*", "kubernetes:Redis*",
    ),
    "queue": (
        "aws_sqs_queue", "aws_sns_topic", "aws_kinesis_*", "aws_msk_*", "aws_mq_*", "google_pubsub_topic", "google_pubsub_subscription",
        "google_pubsub_schema", "google_managed_kafka_*", "azurerm_eventhub*", "azurerm_servicebus_*", "azurerm_eventgrid_*",
        "azurerm_storage_queue", "confluent_kafka_*", "confluent_connector", "confluent_schema*", "kafka_topic", "aiven_kafka*",
        "*:AWS::SQS::Queue", "*:AWS::SNS::Topic", "*:AWS::Kinesis*::*", "*:AWS::MSK::*", "*:Microsoft.EventHub/*", "*:Microsoft.ServiceBus/*",
        "cdk:*sqs*.Queue", "cdk:*sns*.Topic", "cdk:*kinesis*", "cdk:Queue", "cdk:Topic", "pulumi:aws*.sqs.*", "pulumi:aws*.sns.*",
        "pulumi:aws*.kinesis.*", "pulumi:gcp.pubsub.*", "kubernetes:Kafka", "kubernetes:KafkaTopic", "kubernetes:KafkaConnector",
        "kubernetes:RabbitmqCluster", "kubernetes:PubSubTopic", "module:*sqs*", "module:*sns*", "module:*pubsub*",
        "module:*kafka*", "module:*kinesis*", "module:*queue*",
    ),
    "file-store": (
        "aws_efs_file_system", "aws_fsx_*", "google_filestore_instance", "azurerm_storage_share", "azurerm_netapp_volume",
        "*:AWS::EFS::FileSystem", "*:AWS::FSx::*", "cdk:*efs*.FileSystem", "kubernetes:PersistentVolumeClaim", "kubernetes:PersistentVolume",
    ),
    "search": (
        "aws_opensearch*_domain", "aws_opensearchserverless_*", "aws_elasticsearch_domain", "azurerm_search_service", "ec_deployment",
        "*:AWS::OpenSearchService::*", "*:AWS::Elasticsearch::*", "*:Microsoft.Search/*", "google_vertex_ai_index*", "pinecone_index",
        "kubernetes:Elasticsearch",
    ),
    "compute": (
        "aws_instance", "aws_launch_template", "aws_launch_configuration", "aws_autoscaling_group", "aws_spot_*", "google_compute_instance*",
        "google_compute_region_instance*", "azurerm_*virtual_machine*", "digitalocean_droplet", "hcloud_server", "openstack_compute_*",
        "vsphere_virtual_machine", "proxmox_*", "*:AWS::EC2::Instance", "*:AWS::AutoScaling::*", "*:Microsoft.Compute/*", "cdk:*ec2*.Instance",
        "pulumi:aws*.ec2.Instance", "pulumi:gcp.compute.Instance*", "ansible:*ec2_instance", "ansible:*gcp_compute_instance", "module:*ec2-instance*",
        "linode_instance", "oci_core_instance",
    ),
    "cluster": (
        "aws_eks_*", "aws_emr_*", "aws_emrserverless_*", "aws_emrcontainers_*", "aws_batch_*", "google_container_cluster",
        "google_container_node_pool", "google_dataproc_*", "google_dataflow_*", "azurerm_kubernetes_cluster*", "azurerm_hdinsight_*",
        "azurerm_databricks_workspace", "azurerm_synapse_spark_pool", "databricks_cluster*", "databricks_instance_pool", "databricks:cluster",
        "databricks:pipeline", "databricks:job", "*:AWS::EKS::*", "*:AWS::EMR*::*", "*:AWS::Batch::*", "*:Microsoft.ContainerService/*",
        "*:Microsoft.Databricks/*", "cdk:*eks*.*Cluster*", "cdk:*emr*", "cdk:*batch*", "pulumi:aws*.eks.*", "pulumi:eks.Cluster",
        "pulumi:gcp.container.*", "kubernetes:SparkApplication", "kubernetes:ScheduledSparkApplication", "kubernetes:RayCluster",
        "kubernetes:FlinkDeployment", "kubernetes:NodePool", "module:*eks*", "module:*gke*", "module:*aks*", "module:*kubernetes-engine*",
        "airflow:*", "digitalocean_kubernetes_cluster",
    ),
    "function": (
        "aws_lambda_function", "google_cloudfunctions*_function", "azurerm_*function_app*", "cloudflare_worker*", "*:AWS::Lambda::Function",
        "*:AWS::Serverless::Function", "serverless:function", "cdk:*lambda*.*Function*", "cdk:Function", "pulumi:aws*.lambda*.Function",
        "pulumi:gcp.cloudfunctions*", "module:*lambda*", "module:*cloud-function*", "module:*cloud_function*",
    ),
    "container-service": (
        "aws_ecs_service", "aws_ecs_task_definition", "aws_apprunner_service", "aws_lightsail_container_service", "google_cloud_run_*service",
        "google_cloud_run_*job", "azurerm_container_app*", "azurerm_container_group", "azurerm_*web_app", "azurerm_app_service",
        "aws_elastic_beanstalk_environment", "google_app_engine_*", "kubernetes_deployment*", "kubernetes_stateful_set*", "kubernetes_manifest",
        "helm_release", "nomad_job", "heroku_app", "render_web_service", "fly_app", "cloudfoundry_app",
        "*:AWS::ECS::Service", "*:AWS::ECS::TaskDefinition", "*:AWS::AppRunner::*", "*:Microsoft.App/containerApps*", "*:Microsoft.Web/sites*",
        "*:Microsoft.ContainerInstance/*", "cdk:*ecs*", "pulumi:aws*.ecs.*", "pulumi:awsx.ecs.*", "pulumi:gcp.cloudrun*",
        "kubernetes:Deployment", "kubernetes:StatefulSet", "kubernetes:DaemonSet", "kubernetes:Pod", "kubernetes:ReplicaSet",
        "kubernetes:Job", "kubernetes:CronJob", "kubernetes:Rollout", "kubernetes:DeploymentConfig", "kubernetes:HelmRelease",
        "cloudfoundry:application", "bosh:instance-group", "render:service", "fly:app", "appengine:service", "module:*ecs*", "module:*cloud-run*",
    ),
    "compose": ("compose:service",),
    "unit": ("systemd:service",),
    "ml-workspace": (
        "azurerm_machine_learning_*", "aws_sagemaker_*", "google_notebooks_*", "google_workbench_instance", "google_vertex_ai_*",
        "databricks_mlflow_*", "databricks:experiment", "databricks:registered_model", "*:AWS::SageMaker::*", "*:Microsoft.MachineLearningServices/*",
        "*:Microsoft.CognitiveServices/*", "azurerm_cognitive_*", "cdk:*sagemaker*", "pulumi:aws*.sagemaker.*", "pulumi:azure*.machinelearning*",
        "azureml:workspace*", "azureml:*compute*", "azureml:registry", "kubernetes:Notebook", "kubernetes:Experiment", "kubernetes:PyTorchJob", "kubernetes:TFJob", "kubernetes:TrainJob", "module:*sagemaker*",
        "module:*machine-learning*",
    ),
    "ml-endpoint": (
        "aws_sagemaker_endpoint*", "aws_sagemaker_model", "google_vertex_ai_endpoint*", "azurerm_machine_learning_*endpoint*", "databricks_model_serving",
        "databricks:model_serving_endpoint", "*:AWS::SageMaker::Endpoint*", "*:Microsoft.MachineLearningServices/workspaces/*ndpoints*",
        "kubernetes:InferenceService", "kubernetes:LLMInferenceService", "kubernetes:SeldonDeployment", "kubernetes:RayService",
        "kubernetes:BentoDeployment", "kubernetes:ServingRuntime", "kubernetes:ClusterServingRuntime", "aws_bedrock*",
        "cdk:*sagemaker*.CfnEndpoint*", "cdk:*sagemaker*.Endpoint", "pulumi:*sagemaker.Endpoint*", "pulumi:*vertex.AiEndpoint*",
        "pulumi:*machinelearning*.*Endpoint*",
        "azureml:*endpoint*", "azureml:*deployment*",
    ),
    "ml-feature-store": ("azureml:featurestore*", "aws_sagemaker_feature_group", "google_vertex_ai_feature*", "*:AWS::SageMaker::FeatureGroup", "databricks_online_table"),
    "ml-monitor": (
        "aws_sagemaker_*monitor*", "aws_sagemaker_monitoring_schedule", "*:AWS::SageMaker::MonitoringSchedule", "*:AWS::SageMaker::*JobDefinition",
        "databricks_lakehouse_monitor", "databricks_quality_monitor", "databricks:quality_monitor",
        "cdk:*sagemaker*.CfnMonitoringSchedule", "cdk:*sagemaker*.Cfn*JobDefinition", "pulumi:*sagemaker.*Monitoring*",
    ),
    "registry": (
        "aws_ecr_*", "google_artifact_registry_*", "google_container_registry", "azurerm_container_registry", "aws_codeartifact_*",
        "*:AWS::ECR::*", "*:Microsoft.ContainerRegistry/*", "cdk:*ecr*.Repository", "pulumi:aws*.ecr.*", "aws_sagemaker_model_package_group",
        "azurerm_machine_learning_registry", "module:*ecr*",
    ),
    "network": (
        "aws_vpc*", "aws_subnet*", "aws_route*", "aws_internet_gateway", "aws_nat_gateway", "google_compute_network", "google_compute_subnetwork",
        "google_vpc_access_connector", "azurerm_virtual_network*", "azurerm_subnet*", "azurerm_private_endpoint", "azurerm_private_dns*",
        "*:AWS::EC2::VPC*", "*:AWS::EC2::Subnet*", "*:AWS::EC2::Route*", "*:Microsoft.Network/*", "cdk:*ec2*.Vpc", "pulumi:aws*.ec2.Vpc*",
        "pulumi:awsx.ec2.Vpc", "module:*vpc*", "module:*network*", "kubernetes:NetworkPolicy", "kubernetes:CiliumNetworkPolicy",
    ),
    "private-endpoint": (
        "aws_vpc_endpoint", "azurerm_private_endpoint", "google_compute_service_attachment", "google_service_networking_connection",
        "*:AWS::EC2::VPCEndpoint", "*:Microsoft.Network/privateEndpoints", "google_access_context_manager_*",
    ),
    "firewall": (
        "aws_security_group*", "aws_vpc_security_group_*", "aws_network_acl*", "aws_wafv2_*", "google_compute_firewall*", "azurerm_network_security_*",
        "azurerm_*firewall*", "*:AWS::EC2::SecurityGroup*", "*:AWS::WAFv2::*", "*:Microsoft.Network/networkSecurityGroups*", "cdk:*ec2*.SecurityGroup",
        "kubernetes:NetworkPolicy", "cloudfoundry_asg", "module:*security-group*",
    ),
    "load-balancer": (
        "aws_lb*", "aws_alb*", "aws_elb", "google_compute_*forwarding_rule", "google_compute_*backend_service", "azurerm_lb*",
        "azurerm_application_gateway", "*:AWS::ElasticLoadBalancing*::*", "kubernetes:Ingress", "kubernetes:Gateway", "kubernetes:HTTPRoute",
        "kubernetes:VirtualService", "cdk:*elbv2*", "aws_api_gateway*", "aws_apigatewayv2*", "*:AWS::ApiGateway*::*", "*:AWS::Serverless::*Api",
        "azurerm_api_management*",
    ),
    "dns": ("aws_route53_*", "google_dns_*", "azurerm_dns_*", "cloudflare_record", "cloudflare_dns_record", "*:AWS::Route53::*", "cdk:*route53*"),
    "cdn": ("aws_cloudfront_*", "azurerm_cdn_*", "azurerm_frontdoor*", "*:AWS::CloudFront::*", "cdk:*cloudfront*"),
    "identity": (
        "aws_iam_role", "aws_iam_user", "aws_iam_openid_connect_provider", "aws_iam_instance_profile", "google_service_account",
        "google_iam_workload_identity_*", "azurerm_user_assigned_identity", "azuread_*", "azurerm_federated_identity_credential",
        "*:AWS::IAM::Role", "*:AWS::IAM::User", "*:AWS::IAM::OIDCProvider", "*:Microsoft.ManagedIdentity/*", "cdk:*iam*.Role", "cdk:*iam*.User",
        "kubernetes:ServiceAccount", "databricks_service_principal", "snowflake_user", "snowflake_*role", "pulumi:aws*.iam.Role",
        "pulumi:gcp.serviceaccount.*",
    ),
    "workload-identity": (
        "aws_iam_openid_connect_provider", "google_iam_workload_identity_*", "azurerm_federated_identity_credential",
        "azuread_application_federated_identity_credential", "*:AWS::IAM::OIDCProvider", "aws_eks_pod_identity_association", "cdk:*OpenIdConnectProvider",
        "*:Microsoft.ManagedIdentity/userAssignedIdentities/federatedIdentityCredentials",
    ),
    "access": (
        "aws_iam_policy*", "aws_iam_role_policy*", "aws_iam_user_policy*", "google_*_iam_member", "google_*_iam_binding", "google_*_iam_policy",
        "azurerm_role_assignment", "azurerm_role_definition", "azurerm_key_vault_access_policy", "*:AWS::IAM::*Policy", "*:Microsoft.Authorization/*",
        "kubernetes:Role", "kubernetes:RoleBinding", "kubernetes:ClusterRole", "kubernetes:ClusterRoleBinding", "cdk:*iam*.*Policy*",
    ),
    "data-access": (
        "snowflake_grant*", "snowflake_*_grant*", "snowflake_masking_policy", "snowflake_row_access_policy", "snowflake_account_role", "snowflake_role",
        "databricks_grant*", "databricks_permissions", "aws_lakeformation_permissions*", "aws_lakeformation_lf_tag*", "aws_lakeformation_data_cells_filter",
        "google_bigquery_*iam*", "google_bigquery_dataset_access", "google_bigquery_row_access_policy", "google_bigquery_datapolicy_*",
        "google_storage_bucket_iam_*", "google_data_catalog_policy_tag*", "google_pubsub_*_iam_*", "aws_s3_bucket_policy", "aws_s3_access_point",
        "aws_redshift_user*", "aws_redshift_role*", "redshift_grant", "redshift_*privilege*", "postgresql_grant*", "postgresql_role", "mysql_grant",
        "*:AWS::LakeFormation::*", "*:AWS::S3::BucketPolicy", "kafka_acl", "confluent_kafka_acl", "confluent_role_binding", "kubernetes:KafkaUser",
        "cdk:*lakeformation*", "module:*lakeformation*", "azurerm_synapse_role_assignment", "azurerm_cosmosdb_sql_role*", "ansible:*postgresql_privs",
        "google_sql_user",
    ),
    "bucket-policy": (
        "aws_s3_bucket_policy", "aws_s3_bucket_acl", "aws_s3_bucket_public_access_block", "aws_s3_account_public_access_block",
        "aws_s3_bucket_ownership_controls", "google_storage_bucket_iam_*", "google_storage_bucket_acl", "google_storage_bucket_access_control",
        "google_storage_default_object_acl", "azurerm_storage_account_network_rules", "*:AWS::S3::BucketPolicy",
    ),
    "secret-store": (
        "aws_secretsmanager_*", "aws_ssm_parameter", "google_secret_manager_*", "azurerm_key_vault", "azurerm_key_vault_secret", "vault_*",
        "*:AWS::SecretsManager::*", "*:AWS::SSM::Parameter", "*:Microsoft.KeyVault/*", "cdk:*secretsmanager*", "kubernetes:ExternalSecret",
        "kubernetes:ClusterExternalSecret", "kubernetes:SecretStore", "kubernetes:ClusterSecretStore", "kubernetes:SealedSecret",
        "kubernetes:SecretProviderClass", "kubernetes:Vault*", "kubernetes:SopsSecret", "kubernetes:InfisicalSecret", "kubernetes:OnePasswordItem",
        "module:*key-vault*", "module:*secret-manager*", "databricks_secret*",
    ),
    "plain-secret": ("kubernetes:Secret",),
    "key": (
        "aws_kms_*", "google_kms_*", "azurerm_key_vault_key", "azurerm_disk_encryption_set", "azurerm_storage_account_customer_managed_key",
        "*:AWS::KMS::*", "cdk:*kms*", "module:*kms*", "aws_s3_bucket_server_side_encryption_configuration",
    ),
    "backup": (
        "aws_backup_*", "aws_db_snapshot*", "aws_dlm_lifecycle_policy", "google_compute_*resource_policy*", "google_gke_backup_*", "google_sql_*backup*",
        "azurerm_*backup*", "azurerm_recovery_services_*", "azurerm_data_protection_*", "*:AWS::Backup::*", "*:Microsoft.RecoveryServices/*",
        "*:Microsoft.DataProtection/*", "cdk:*backup*", "kubernetes:Backup", "kubernetes:BackupStorageLocation", "kubernetes:ScheduledBackup",
        "kubernetes:VolumeSnapshot", "kubernetes:BackupPlan", "aws_s3_bucket_replication_configuration",
    ),
    "versioning": ("aws_s3_bucket_versioning", "aws_s3_bucket_object_lock_configuration"),
    "lifecycle": ("aws_s3_bucket_lifecycle_configuration", "azurerm_storage_management_policy", "*:Microsoft.Storage/storageAccounts/managementPolicies"),
    "alarm": (
        "aws_cloudwatch_metric_alarm", "aws_cloudwatch_composite_alarm", "google_monitoring_alert_policy", "azurerm_monitor_*alert*",
        "datadog_monitor*", "newrelic_*alert*", "newrelic_nrql_*", "grafana_rule_group", "sentry_*alert*", "opsgenie_alert_policy", "signalfx_detector",
        "*:AWS::CloudWatch::*Alarm", "*:Microsoft.Insights/*lert*", "cdk:*cloudwatch*.Alarm", "cdk:Alarm", "prometheus:alert", "grafana:alert",
        "kubernetes:PrometheusRule", "kubernetes:DatadogMonitor", "kubernetes:VMRule", "pulumi:aws*.cloudwatch.MetricAlarm", "elasticstack_kibana_alerting_rule",
        "cronitor_monitor", "betteruptime_monitor", "uptimerobot_monitor", "statuscake_*", "pingdom_check", "checkly_check", "module:*alarm*",
        "module:*alert*", "module:*datadog*monitor*", "module:*cloudwatch*metric*",
    ),
    "alert-receiver": (
        "aws_sns_topic_subscription", "google_monitoring_notification_channel", "azurerm_monitor_action_group", "pagerduty_*", "opsgenie_*",
        "grafana_contact_point", "grafana_notification_policy", "datadog_integration_*", "newrelic_notification_*", "newrelic_alert_channel",
        "*:AWS::SNS::Subscription", "*:Microsoft.Insights/actionGroups", "alertmanager:receiver", "grafana:contact-point", "kubernetes:AlertmanagerConfig",
        "grafana_oncall_*", "incident_*", "squadcast_*", "aws_chatbot_*", "*:AWS::Chatbot::*", "cdk:*subscriptions*.*Subscription",
    ),
    "pager": ("pagerduty_*", "opsgenie_schedule*", "opsgenie_escalation", "opsgenie_team*", "grafana_oncall_*", "incident_schedule", "incident_escalation*",
              "squadcast_*", "betteruptime_policy", "victorops_*"),
    "dashboard": (
        "aws_cloudwatch_dashboard", "google_monitoring_dashboard", "azurerm_portal_dashboard", "azurerm_application_insights_workbook",
        "datadog_dashboard*", "module:*dashboard*", "newrelic_*dashboard*", "grafana_dashboard", "*:AWS::CloudWatch::Dashboard", "*:Microsoft.Portal/dashboards",
        "cdk:*cloudwatch*.Dashboard", "grafana:dashboard", "kubernetes:GrafanaDashboard", "databricks:dashboard",
    ),
    "slo": (
        "datadog_service_level_objective", "google_monitoring_slo", "google_monitoring_service", "newrelic_service_level", "nobl9_slo", "grafana_slo",
        "aws_applicationsignals_service_level_objective", "kubernetes:SLO", "kubernetes:ServiceLevelObjective", "kubernetes:PrometheusServiceLevel",
        "sloth:slo", "*:AWS::ApplicationSignals::ServiceLevelObjective", "honeycombio_slo",
    ),
    "budget": (
        "aws_budgets_budget*", "aws_ce_anomaly_*", "google_billing_budget", "azurerm_consumption_budget*", "*:AWS::Budgets::*", "*:AWS::CE::*",
        "*:Microsoft.Consumption/budgets", "cdk:*budgets*", "snowflake_resource_monitor", "databricks_budget",
    ),
    "log-store": (
        "aws_cloudwatch_log_group", "google_logging_*", "azurerm_log_analytics_workspace", "azurerm_monitor_diagnostic_setting",
        "azurerm_application_insights", "*:AWS::Logs::*", "*:Microsoft.OperationalInsights/*", "*:Microsoft.Insights/components", "cdk:*logs*",
    ),
    "schedule": (
        "aws_cloudwatch_event_rule", "aws_scheduler_schedule", "google_cloud_scheduler_job", "azurerm_automation_schedule",
        "azurerm_logic_app_trigger_recurrence", "*:AWS::Events::Rule", "*:AWS::Scheduler::*", "cdk:*events*.Rule", "kubernetes:CronJob",
        "azurerm_data_factory_trigger_schedule", "nomad_job",
    ),
    "orchestrator": (
        "aws_sfn_state_machine", "aws_mwaa_environment", "aws_glue_job", "aws_glue_workflow", "aws_glue_trigger", "aws_datasync_*", "aws_dms_*",
        "google_composer_environment", "google_workflows_workflow", "google_dataform_*", "google_data_fusion_*", "google_bigquery_data_transfer_config",
        "azurerm_data_factory*", "azurerm_synapse_pipeline", "azurerm_logic_app_*", "databricks_job", "databricks_pipeline", "databricks:job",
        "databricks:pipeline", "snowflake_task", "dbtcloud_*", "airbyte_connection", "fivetran_connector", "prefect_*", "*:AWS::StepFunctions::*",
        "*:AWS::Serverless::StateMachine", "*:AWS::MWAA::*", "*:AWS::Glue::Job", "*:AWS::Glue::Trigger", "*:AWS::Glue::Workflow",
        "*:Microsoft.DataFactory/*", "cdk:*stepfunctions*.StateMachine", "cdk:*mwaa*", "cdk:*glue*.*Job", "kubernetes:CronWorkflow",
        "kubernetes:WorkflowTemplate", "kubernetes:AirflowCluster", "astro_deployment", "astro_workspace",
    ),
    "catalogue": (
        "aws_glue_crawler", "aws_datazone_*", "google_data_catalog_*", "google_dataplex_*", "azurerm_purview_account", "databricks_metastore*",
        "databricks_catalog", "*:AWS::Glue::Crawler", "*:AWS::DataZone::*", "*:Microsoft.Purview/*", "cdk:*glue*.*Crawler", "datahub_*",
    ),
    "rollout": (
        "kubernetes:HorizontalPodAutoscaler", "kubernetes:PodDisruptionBudget", "kubernetes:ScaledObject", "kubernetes:VerticalPodAutoscaler",
        "kubernetes:Canary", "kubernetes:Rollout", "kubernetes:AnalysisTemplate", "aws_appautoscaling_*", "aws_codedeploy_*",
        "*:AWS::ApplicationAutoScaling::*", "*:AWS::CodeDeploy::*", "azurerm_monitor_autoscale_setting",
    ),
    "gitops": (
        "kubernetes:Application", "kubernetes:ApplicationSet", "kubernetes:AppProject", "kubernetes:GitRepository", "kubernetes:HelmRelease",
        "kubernetes:Kustomization", "argocd_application*", "flux_*", "kubernetes:Fleet", "kubernetes:GitRepo",
    ),
    "telemetry": ("kubernetes:ServiceMonitor", "kubernetes:PodMonitor", "kubernetes:OpenTelemetryCollector", "kubernetes:Instrumentation"),
    "repository-rules": ("github_branch_protection*", "github_repository_ruleset", "gitlab_branch_protection", "gitlab_project_approval_rule",
                         "kubernetes:RepositoryRuleset"),
    "namespace": ("kubernetes:Namespace", "cloudfoundry_space", "cloudfoundry_org", "azurerm_resource_group", "*:Microsoft.Resources/resourceGroups"),
}  # fmt: skip
"""Kinds (`*` stands for anything, case does not matter) by category; a kind may have several categories."""

SETTINGS = ("terraform:*", "data:*", "helm:*", "kustomize:*", "databricks:bundle", "serverless:service")
"""Kinds that declare nothing by themselves."""
TRIVIAL = (
    "null_resource",
    "random_*",
    "time_*",
    "local_file",
    "local_sensitive_file",
    "tls_private_key",
    "terraform_data",
    "archive_file",
)
"""Terraform's helpers: no infrastructure."""
NOT_INFRASTRUCTURE = ("compose:*", "systemd:*", "prometheus:*", "grafana:*", "alertmanager:*", "sloth:*", "airflow:*")
"""Declared things that are no infrastructure on their own account."""
DATA_STORES = ("object-store", "warehouse", "database", "queue", "file-store", "search", "cache")


@lru_cache(maxsize=512)
def kinds_regex(globs: tuple[str, ...]) -> re2._Regexp[str]:
    """One expression for kind globs, where `*` stands for anything, slashes included."""
    parts = (".*".join(re2.escape(piece) for piece in glob.split("*")) for glob in globs)
    return re2.compile("(?i)" + "|".join(f"(?:{part})" for part in parts))


def is_setting(kind: str) -> bool:
    """Whether a kind declares nothing by itself."""
    return kinds_regex(SETTINGS).fullmatch(kind) is not None


@lru_cache(maxsize=4096)
def names_of(kind: str) -> tuple[str, ...]:
    """A kind and what other tools call the same thing: `cdk:s3.CfnBucket` is `AWS::S3::Bucket`, `pulumi:gcp.storage.Bucket`
    is `google_storage_bucket`."""
    return (kind, *program_aliases(kind))


@lru_cache(maxsize=4096)
def categories_of(kind: str) -> frozenset[str]:
    """Every category of a kind; `resource` for anything that declares infrastructure."""
    names = names_of(kind)
    found = {
        category
        for category, globs in CATEGORIES.items()
        if any(kinds_regex(globs).fullmatch(name) is not None for name in names)
    }
    if not any(kinds_regex(globs).fullmatch(kind) for globs in (SETTINGS, TRIVIAL, NOT_INFRASTRUCTURE)):
        found.add("resource")
    if found & set(DATA_STORES):
        found.add("data-store")
    return frozenset(found)
