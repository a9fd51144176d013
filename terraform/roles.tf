# iam/ROLE-role*.json belong to the role ROLE; iam/ROLE-trust.json says who may assume it, or iam/ecs-tasks-trust.json for a task's.
locals {
  role_policies = {
    for file in fileset("${local.files}/iam", "*-role*.json") : trimsuffix(file, ".json") => regex("^(?P<role>.+)-role(?:-(?P<part>.+))?$", trimsuffix(file, ".json"))
  }

  wanted_policies = {
    for name, policy in local.role_policies : name => policy
    if !contains(var.without, coalesce(policy.part, policy.role))
    && (policy.part != "configuration" || var.configuration_path != "")
    && (policy.part != "kms" || length(var.kms_key_arns) > 0)
  }
}

resource "aws_iam_role" "this" {
  for_each = toset([for policy in local.wanted_policies : policy.role])

  name = "${var.name}-${each.key}"
  assume_role_policy = templatefile(
    fileexists("${local.files}/iam/${each.key}-trust.json") ? "${local.files}/iam/${each.key}-trust.json" : "${local.files}/iam/ecs-tasks-trust.json",
    local.known
  )
  permissions_boundary = var.permissions_boundary
  tags                 = local.tags
}

resource "aws_iam_role_policy" "this" {
  for_each = local.wanted_policies

  role   = aws_iam_role.this[each.value.role].name
  name   = coalesce(each.value.part, each.value.role)
  policy = templatefile("${local.files}/iam/${each.key}.json", local.known)
}

resource "aws_iam_policy" "replica_deny" {
  count = length(local.replica_arns) > 0 ? 1 : 0

  name        = "${var.name}-replica-deny"
  description = "Nobody but the worker changes a replica"
  policy      = templatefile("${local.files}/iam/replica-deny.json", local.known)
  tags        = local.tags
}

resource "aws_iam_group_policy_attachment" "replica_deny" {
  for_each = toset(var.replica_deny_groups)

  group      = each.key
  policy_arn = one(aws_iam_policy.replica_deny[*].arn)
}

resource "aws_iam_role_policy_attachment" "replica_deny" {
  for_each = toset(var.replica_deny_roles)

  role       = each.key
  policy_arn = one(aws_iam_policy.replica_deny[*].arn)
}
