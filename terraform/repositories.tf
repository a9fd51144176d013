# The sources, for a new installation. Replicas are the worker's to create; destroying this leaves them.
resource "aws_codecommit_repository" "source" {
  for_each = var.create_repositories ? toset(keys(var.repositories)) : toset([])

  repository_name = each.key
  tags            = local.tags
}
