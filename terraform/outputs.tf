output "task_role_arn" {
  description = "The worker's role: what access entries of EKS clusters and key policies name."
  value       = aws_iam_role.this["task"].arn
}

output "rules" {
  description = "Names of the rules."
  value       = sort([for rule in aws_cloudwatch_event_rule.this : rule.name])
}

output "task_definition_arn" {
  description = "The task definition that the next event runs."
  value       = aws_ecs_task_definition.this.arn
}

output "image_repository_url" {
  description = "Where the image is pushed, when its repository was created."
  value       = one(aws_ecr_repository.this[*].repository_url)
}

output "alert_topic_arn" {
  description = "Who subscribes to it is told."
  value       = local.topic_arn
}

output "dead_letter_queue_url" {
  description = "Events that could not be delivered."
  value       = aws_sqs_queue.dead_letters.url
}

output "log_group" {
  description = "Every run's log."
  value       = aws_cloudwatch_log_group.this.name
}

output "replica_deny_policy_arn" {
  description = "To be attached to whoever else could write to a replica."
  value       = one(aws_iam_policy.replica_deny[*].arn)
}

output "run_task" {
  description = "What `aws ecs run-task` needs besides the overrides."
  value       = local.run_task
}
