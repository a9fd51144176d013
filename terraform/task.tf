locals {
  tags  = { Project = var.name, Environment = var.environment }
  task  = jsondecode(templatefile("${local.files}/taskdef.json", local.with_network))
  image = var.image != "" ? var.image : "${local.account}.dkr.ecr.${local.region}.${data.aws_partition.this.dns_suffix}/${var.name}:${var.image_tag}"

  cluster = var.cluster_name != "" ? var.cluster_name : var.name

  # What var.options says goes before the file.
  containers = [for container in local.task.containerDefinitions : merge(container, {
    environment = [
      for name, value in merge({ for variable in container.environment : variable.name => variable.value }, var.options) : { name = name, value = value }
    ]
  })]
}

resource "aws_ecs_cluster" "this" {
  count = var.cluster_name == "" ? 1 : 0

  name = local.cluster
  tags = local.tags
}

resource "aws_ecr_repository" "this" {
  count = var.image == "" ? 1 : 0

  name         = var.name
  force_delete = true
  tags         = local.tags

  image_scanning_configuration {
    scan_on_push = true
  }
}

resource "aws_ecs_task_definition" "this" {
  family                   = local.task.family
  requires_compatibilities = local.task.requiresCompatibilities
  network_mode             = local.task.networkMode
  cpu                      = local.task.cpu
  memory                   = local.task.memory
  execution_role_arn       = local.task.executionRoleArn
  task_role_arn            = local.task.taskRoleArn
  container_definitions    = jsonencode(local.containers)
  tags                     = { for tag in local.task.tags : tag.key => tag.value }

  runtime_platform {
    operating_system_family = local.task.runtimePlatform.operatingSystemFamily
    cpu_architecture        = local.task.runtimePlatform.cpuArchitecture
  }

  # The file names the roles by their ARNs, so Terraform does not see that it needs them.
  depends_on = [aws_iam_role.this, aws_cloudwatch_log_group.this]

  lifecycle {
    precondition {
      condition     = alltrue([for option in keys(var.options) : contains([for variable in local.task.containerDefinitions[0].environment : variable.name], option) || length(split("__", option)) > 2])
      error_message = "var.options names an option that taskdef.json does not have."
    }
  }
}

resource "aws_cloudwatch_log_group" "this" {
  name              = local.task.containerDefinitions[0].logConfiguration.options["awslogs-group"]
  retention_in_days = var.log_retention_days
  tags              = local.tags
}
