variable "name" {
  description = "Prefix of every name here, `Replica__Project`, the task's family and the image's repository."
  type        = string
  default     = "replica-worker"

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{1,29}$", var.name))
    error_message = "2 to 30 of a-z, 0-9 and -, a letter first."
  }
}

variable "environment" {
  description = "`Replica__Environment`."
  type        = string
  default     = "production"
}

variable "replication_regions" {
  description = "The replica regions. The primary region is the provider's."
  type        = list(string)

  validation {
    condition     = length(var.replication_regions) > 0
    error_message = "At least one replica region is needed."
  }
}

variable "image" {
  description = "The image to run, better by digest than by tag. Empty: `image_tag` of a repository that is created."
  type        = string
  default     = ""
}

variable "image_tag" {
  description = "The tag to run of the repository that is created when `image` is empty."
  type        = string
  default     = "1"
}

variable "cpu_architecture" {
  description = "`ARM64` or `X86_64`, as the image was built."
  type        = string
  default     = "ARM64"

  validation {
    condition     = contains(["ARM64", "X86_64"], var.cpu_architecture)
    error_message = "ARM64 or X86_64."
  }
}

variable "launch_type" {
  description = "`FARGATE`, or `EC2` for a cluster with instances of your own: then `cluster_name` is needed."
  type        = string
  default     = "FARGATE"

  validation {
    condition     = var.launch_type == "FARGATE" || (var.launch_type == "EC2" && var.cluster_name != "")
    error_message = "FARGATE, or EC2 with a cluster_name."
  }
}

variable "cluster_name" {
  description = "An existing ECS cluster. Empty: one is created."
  type        = string
  default     = ""
}

variable "options" {
  description = "Options of the worker by the names of `taskdef.json`, for example `{ GitMirror__MaxDeletes = \"20\" }`. They go before the file."
  type        = map(string)
  default     = {}
}

variable "repositories" {
  description = "CodeCommit repositories to mirror: source name to replica name. One at least."
  type        = map(string)

  validation {
    condition     = length(var.repositories) > 0
    error_message = "One repository at least: policies cannot name none."
  }
}

variable "create_repositories" {
  description = "Create the source repositories. `terraform destroy` then deletes them."
  type        = bool
  default     = false
}

variable "secrets" {
  description = "`Secrets__Include`: names of the secrets to replicate, `*` and `?` allowed. The policies allow no others."
  type        = list(string)
  default     = ["*"]
}

variable "parameters" {
  description = "`Parameters__Include`: names of the parameters to copy, `*` and `?` allowed. The policies allow no others."
  type        = list(string)
  default     = ["*"]
}

variable "without" {
  description = "What is not replicated: of `secrets`, `parameters`. Its policy and rules are left out."
  type        = list(string)
  default     = []

  validation {
    condition     = length(setsubtract(var.without, ["secrets", "parameters"])) == 0
    error_message = "Of secrets, parameters."
  }
}

variable "configuration_path" {
  description = "`Replica__ConfigurationPath`, where JSON parameters add to the configuration."
  type        = string
  default     = ""
}

variable "daily_sync_schedule" {
  description = "When everything is compared: a rule's `cron(...)`, in UTC."
  type        = string
  default     = "cron(0 14 * * ? *)"
}

variable "kms_keys" {
  description = "Keys for what the worker creates in a replica region: region to key, for `mirror`, `secrets` and `parameters`."
  type = object({
    mirror     = optional(map(string), {})
    secrets    = optional(map(string), {})
    parameters = optional(map(string), {})
  })
  default = {}
}

variable "kms_key_arns" {
  description = "Your own keys of sources and replicas, in every region, that the worker may use through CodeCommit, Parameter Store and Secrets Manager."
  type        = list(string)
  default     = []
}

variable "subnet_ids" {
  description = "Subnets with outbound HTTPS, also to other regions. Empty: a VPC with private subnets and a NAT gateway is created."
  type        = list(string)
  default     = []
}

variable "security_group_ids" {
  description = "Security groups that allow outbound 443. Empty: one is created that allows just that."
  type        = list(string)
  default     = []
}

variable "assign_public_ip" {
  description = "For public subnets of your own. Not for `EC2`."
  type        = bool
  default     = false
}

variable "vpc_cidr" {
  description = "Addresses of the VPC that is created."
  type        = string
  default     = "10.42.0.0/24"
}

variable "vpc_endpoints" {
  description = "Interface endpoints in the VPC that is created, by the end of their service name. Each costs by the hour; what has none goes through the NAT gateway."
  type        = list(string)
  default     = ["ecr.api", "ecr.dkr", "logs"]
}

variable "alert_topic_arn" {
  description = "An existing SNS topic, another account's too, whose policy lets `events.amazonaws.com` publish. Empty: one is created."
  type        = string
  default     = ""
}

variable "alert_subscriptions" {
  description = "Who is told: `[{ protocol = \"email\", endpoint = \"you@example.com\" }]`."
  type        = list(object({ protocol = string, endpoint = string }))
  default     = []
}

variable "log_retention_days" {
  description = "How long the worker's log is kept."
  type        = number
  default     = 90
}

variable "create_trail" {
  description = "Create a CloudTrail trail of management events. `false` where the primary region has one."
  type        = bool
}

variable "trail_retention_days" {
  description = "How long the created trail's files are kept."
  type        = number
  default     = 90
}

variable "permissions_boundary" {
  description = "ARN of a permissions boundary for the roles that are created."
  type        = string
  default     = null
}

variable "replica_deny_groups" {
  description = "IAM groups that the deny policy is attached to."
  type        = list(string)
  default     = []
}

variable "replica_deny_roles" {
  description = "IAM roles that the deny policy is attached to. Never the worker's own."
  type        = list(string)
  default     = []
}
