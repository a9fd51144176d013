using Amazon.Runtime;

namespace Amazon.SecretsManager.Model;

public class CreateSecretRequest : AmazonSecretsManagerRequest
{
    /// <value>32 to 64 characters; the id of the version. Required.</value>
    public string? ClientRequestToken { get; set; }

    public string? Description { get; set; }

    /// <value>Key or alias; null: the region's <c>aws/secretsmanager</c>.</value>
    public string? KmsKeyId { get; set; }

    /// <value>Required.</value>
    public string? Name { get; set; }

    /// <value>A value. Never log one.</value>
    public string? SecretString { get; set; }

    public List<Tag>? Tags { get; set; }
}

public class CreateSecretResponse : AmazonWebServiceResponse
{
    public string? ARN { get; set; }

    public string? Name { get; set; }

    public string? VersionId { get; set; }
}

public class DeleteSecretRequest : AmazonSecretsManagerRequest
{
    /// <value>True: at once, and for good.</value>
    public bool? ForceDeleteWithoutRecovery { get; set; }

    /// <value>A name or ARN. Required.</value>
    public string? SecretId { get; set; }
}

public class DeleteSecretResponse : AmazonWebServiceResponse
{
    public string? ARN { get; set; }

    public DateTime? DeletionDate { get; set; }

    public string? Name { get; set; }
}
