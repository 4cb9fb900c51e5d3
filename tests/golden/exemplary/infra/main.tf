terraform {
  required_version = "~> 1.9"
  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "5.70.0"
    }
  }
  backend "s3" {
    bucket = "example-homes-state"
    key    = "pricing/terraform.tfstate"
    region = "eu-central-1"
  }
}

variable "stage" {
  type = string
}

provider "aws" {
  region = "eu-central-1"
  default_tags {
    tags = {
      owner       = "pricing-team"
      cost_center = "4711"
      stage       = var.stage
    }
  }
}

resource "aws_s3_bucket" "data" {
  bucket = "example-homes-pricing-data-${var.stage}"
}

resource "aws_s3_bucket_public_access_block" "data" {
  bucket                  = aws_s3_bucket.data.id
  block_public_acls       = true
  block_public_policy     = true
  ignore_public_acls      = true
  restrict_public_buckets = true
}

resource "aws_s3_bucket_versioning" "data" {
  bucket = aws_s3_bucket.data.id
  versioning_configuration {
    status = "Enabled"
  }
}

resource "aws_s3_bucket_server_side_encryption_configuration" "data" {
  bucket = aws_s3_bucket.data.id
  rule {
    apply_server_side_encryption_by_default {
      sse_algorithm = "aws:kms"
    }
  }
}

resource "aws_s3_bucket_lifecycle_configuration" "data" {
  bucket = aws_s3_bucket.data.id
  rule {
    id     = "old-predictions"
    status = "Enabled"
    filter {
      prefix = "predictions/"
    }
    expiration {
      days = 365
    }
  }
}

resource "aws_db_instance" "pricing" {
  identifier                  = "pricing-${var.stage}"
  engine                      = "postgres"
  instance_class              = "db.t4g.medium"
  allocated_storage           = 50
  username                    = "pricing"
  manage_master_user_password = true
  storage_encrypted           = true
  publicly_accessible         = false
  backup_retention_period     = 14
  deletion_protection         = true
}

resource "aws_iam_role_policy" "reader" {
  name = "read-training-data"
  role = "pricing-service"
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect   = "Allow"
      Action   = ["s3:GetObject"]
      Resource = "${aws_s3_bucket.data.arn}/dvc/*"
    }]
  })
}

resource "aws_iam_role_policy" "writer" {
  name = "write-predictions"
  role = "pricing-training"
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect   = "Allow"
      Action   = ["s3:PutObject"]
      Resource = "${aws_s3_bucket.data.arn}/predictions/*"
    }]
  })
}

resource "aws_budgets_budget" "pricing" {
  name         = "pricing-${var.stage}"
  budget_type  = "COST"
  limit_amount = "900"
  limit_unit   = "USD"
  time_unit    = "MONTHLY"
  notification {
    comparison_operator        = "GREATER_THAN"
    threshold                  = 80
    threshold_type             = "PERCENTAGE"
    notification_type          = "ACTUAL"
    subscriber_email_addresses = ["pricing-team@example.org"]
  }
}
