locals {
  rule_files = {
    for file in fileset(local.files, "eventbridge-rules/*/rule.json") : basename(dirname(file)) => "${local.files}/${dirname(file)}"
    if !anytrue([for module in var.without : startswith(basename(dirname(file)), local.left_out[module])])
  }

  rules = { for rule, folder in local.rule_files : rule => jsondecode(templatefile("${folder}/rule.json", local.known)) }

  # The files are JSON before they are filled too: that tells how many targets there are, and of which kind, before subnets are known.
  targets = merge([
    for rule, folder in local.rule_files : {
      for index, target in jsondecode(file("${folder}/targets.json")).Targets : "${rule}/${target.Id}" => { rule = rule, index = index, fields = keys(target) }
    }
  ]...)

  filled_targets = { for rule, folder in local.rule_files : rule => jsondecode(templatefile("${folder}/targets.json", local.with_network)).Targets }
}

resource "aws_cloudwatch_event_rule" "this" {
  for_each = local.rules

  name                = each.value.Name
  description         = each.value.Description
  event_pattern       = try(each.value.EventPattern, null)
  schedule_expression = try(each.value.ScheduleExpression, null)
  state               = each.value.State
  tags                = { for tag in each.value.Tags : tag.Key => tag.Value }
}

resource "aws_cloudwatch_event_target" "this" {
  for_each = local.targets

  rule      = aws_cloudwatch_event_rule.this[each.value.rule].name
  target_id = local.filled_targets[each.value.rule][each.value.index].Id
  arn       = local.filled_targets[each.value.rule][each.value.index].Arn
  role_arn  = contains(each.value.fields, "RoleArn") ? local.filled_targets[each.value.rule][each.value.index].RoleArn : null

  dynamic "ecs_target" {
    for_each = contains(each.value.fields, "EcsParameters") ? [local.filled_targets[each.value.rule][each.value.index].EcsParameters] : []

    content {
      task_definition_arn     = ecs_target.value.TaskDefinitionArn
      task_count              = ecs_target.value.TaskCount
      launch_type             = ecs_target.value.LaunchType
      group                   = ecs_target.value.Group
      propagate_tags          = ecs_target.value.PropagateTags
      enable_ecs_managed_tags = ecs_target.value.EnableECSManagedTags

      network_configuration {
        subnets          = ecs_target.value.NetworkConfiguration.awsvpcConfiguration.Subnets
        security_groups  = ecs_target.value.NetworkConfiguration.awsvpcConfiguration.SecurityGroups
        assign_public_ip = ecs_target.value.NetworkConfiguration.awsvpcConfiguration.AssignPublicIp == "ENABLED"
      }
    }
  }

  dynamic "input_transformer" {
    for_each = contains(each.value.fields, "InputTransformer") ? [local.filled_targets[each.value.rule][each.value.index].InputTransformer] : []

    content {
      input_paths    = input_transformer.value.InputPathsMap
      input_template = input_transformer.value.InputTemplate
    }
  }

  retry_policy {
    maximum_retry_attempts       = local.filled_targets[each.value.rule][each.value.index].RetryPolicy.MaximumRetryAttempts
    maximum_event_age_in_seconds = local.filled_targets[each.value.rule][each.value.index].RetryPolicy.MaximumEventAgeInSeconds
  }

  dead_letter_config {
    arn = local.filled_targets[each.value.rule][each.value.index].DeadLetterConfig.Arn
  }

  # A rule that fires before all of this is there would leave its event in the dead-letter queue.
  depends_on = [
    aws_ecs_cluster.this,
    aws_ecs_task_definition.this,
    aws_iam_role_policy.this,
    aws_sns_topic_policy.this,
    aws_sqs_queue.dead_letters,
  ]
}
