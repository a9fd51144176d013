# us-east-1 is where people work, us-west-2 the region that is kept ready.
terraform {
  required_version = ">= 1.9"

  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = ">= 5.60, < 7.0"
    }
  }
}

provider "aws" {
  region = "us-east-1"
}

# A key for copies in the replica region; replicas themselves are made by the worker and need nothing else there.
provider "aws" {
  alias  = "replica"
  region = "us-west-2"
}

resource "aws_kms_key" "replica" {
  provider = aws.replica

  description         = "Replicas of replica-worker"
  enable_key_rotation = true
}

module "replica_worker" {
  source = "../.."

  replication_regions = ["us-west-2"]
  repositories        = { RepoA = "RepoB" }
  secrets             = ["shop/*"]
  parameters          = ["/shop/*"]
  create_trail        = true
  alert_subscriptions = [{ protocol = "email", endpoint = "you@example.com" }]

  kms_key_arns = [aws_kms_key.replica.arn]
  kms_keys = {
    mirror     = { us-west-2 = aws_kms_key.replica.arn }
    secrets    = { us-west-2 = aws_kms_key.replica.arn }
    parameters = { us-west-2 = aws_kms_key.replica.arn }
  }
}

output "push_the_image_to" {
  value = module.replica_worker.image_repository_url
}
