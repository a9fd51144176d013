# What is deployed stands in the JSON files at the repository's top level, which the AWS CLI takes too (docs/deploy.md).
# Their ${NAME} placeholders are envsubst's and templatefile's alike; here each gets its value. A placeholder without one fails the plan.
locals {
  files = "${path.module}/.."

  account   = data.aws_caller_identity.this.account_id
  partition = data.aws_partition.this.partition
  region    = data.aws_region.this.name

  scalars = {
    ACCOUNT_ID          = local.account
    ALERT_TOPIC_ARN     = local.topic_arn
    ASSIGN_PUBLIC_IP    = var.assign_public_ip ? "ENABLED" : "DISABLED"
    CLUSTER             = local.cluster
    CONFIGURATION_PATH  = var.configuration_path
    CPU_ARCHITECTURE    = var.cpu_architecture
    DAILY_SYNC_SCHEDULE = var.daily_sync_schedule
    ENVIRONMENT         = var.environment
    IMAGE               = local.image
    KMS_KEYS            = local.key_maps.mirror
    LAUNCH_TYPE         = var.launch_type
    MIRROR_INCLUDE      = join(",", keys(var.repositories))
    PARAMETERS_INCLUDE  = join(",", var.parameters)
    PARAMETERS_KMS_KEYS = local.key_maps.parameters
    PARTITION           = local.partition
    PRIMARY_REGION      = local.region
    REPLICATION_REGIONS = join(",", var.replication_regions)
    REPOSITORIES        = join(",", [for source, replica in var.repositories : "${source}=${replica}"])
    SECRETS_INCLUDE     = join(",", var.secrets)
    SECRETS_KMS_KEYS    = local.key_maps.secrets
    STACK               = var.name
  }

  lists = {
    KMS_KEY_ARNS    = var.kms_key_arns
    PARAMETER_ARNS  = [for glob in var.parameters : "arn:${local.partition}:ssm:*:${local.account}:parameter/${trimprefix(glob, "/")}"]
    REPLICA_ARNS    = local.replica_arns
    REPLICA_REGIONS = var.replication_regions
    SECRET_ARNS     = [for glob in var.secrets : "arn:${local.partition}:secretsmanager:*:${local.account}:secret:${glob}${endswith(glob, "*") ? "" : "-??????"}"]
    SOURCE_ARNS     = [for source in keys(var.repositories) : "arn:${local.partition}:codecommit:${local.region}:${local.account}:${source}"]
  }

  replica_arns = flatten([for region in var.replication_regions : [
    for replica in distinct(values(var.repositories)) : "arn:${local.partition}:codecommit:${region}:${local.account}:${replica}"
  ]])

  key_maps = { for module, keys in var.kms_keys : module => join(",", [for region, key in keys : "${region}=${key}"]) }

  # A placeholder stands between quotes: its value is what JSON writes there, a list's items are parted by ",".
  known = merge(
    { for name, value in local.scalars : name => trimsuffix(trimprefix(jsonencode(value), "\""), "\"") },
    { for name, items in local.lists : name => join("\",\"", [for item in items : trimsuffix(trimprefix(jsonencode(item), "\""), "\"")]) },
  )

  # A network of our own is not known in the first plan, and templatefile then knows nothing of the whole file: only what needs it gets it.
  with_network = merge(local.known, {
    RUN_TASK        = trimsuffix(trimprefix(jsonencode(local.run_task), "\""), "\"")
    SECURITY_GROUPS = join("\",\"", local.security_group_ids)
    SUBNETS         = join("\",\"", local.subnet_ids)
  })

  run_task = join(" ", [
    "--cluster ${local.cluster} --task-definition ${var.name} --launch-type ${var.launch_type}",
    "--network-configuration 'awsvpcConfiguration={subnets=[${join(",", local.subnet_ids)}],securityGroups=[${join(",", local.security_group_ids)}],assignPublicIp=${var.assign_public_ip ? "ENABLED" : "DISABLED"}}'",
  ])

  # What is left out takes its policy and its rules with it: rules are named after what they tell of.
  left_out = { secrets = "secret-", parameters = "parameter-" }
}
