locals {
  topic_arn = var.alert_topic_arn != "" ? var.alert_topic_arn : "arn:${local.partition}:sns:${local.region}:${local.account}:${var.name}-alerts"
}

resource "aws_sns_topic" "alerts" {
  count = var.alert_topic_arn == "" ? 1 : 0

  name = "${var.name}-alerts"
  tags = local.tags
}

resource "aws_sns_topic_policy" "this" {
  count = var.alert_topic_arn == "" ? 1 : 0

  arn    = aws_sns_topic.alerts[0].arn
  policy = templatefile("${local.files}/iam/alert-topic.json", local.known)
}

resource "aws_sns_topic_subscription" "this" {
  for_each = { for subscription in var.alert_subscriptions : "${subscription.protocol}:${subscription.endpoint}" => subscription }

  topic_arn = local.topic_arn
  protocol  = each.value.protocol
  endpoint  = each.value.endpoint

  depends_on = [aws_sns_topic.alerts]
}

# Events that EventBridge could not deliver within a day, for two weeks.
resource "aws_sqs_queue" "dead_letters" {
  name                      = "${var.name}-dead-letters"
  message_retention_seconds = 1209600
  sqs_managed_sse_enabled   = true
  policy                    = templatefile("${local.files}/iam/dead-letter-queue.json", local.known)
  tags                      = local.tags
}
