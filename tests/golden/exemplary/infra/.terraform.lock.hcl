provider "registry.terraform.io/hashicorp/aws" {
  version     = "5.70.0"
  constraints = "5.70.0"
  hashes = [
    "h1:LKnWZnujHcQPm3MOk4elP3H9k8t0gPMHYRiVbLSBPKQ=",
  ]
}
