using Amazon.Runtime;

namespace Amazon.KeyManagementService.Model;

/// <summary>What every request of this service is.</summary>
public class AmazonKeyManagementServiceRequest : AmazonWebServiceRequest;

public class KeyMetadata
{
    public string? Arn { get; set; }

    public bool? Enabled { get; set; }

    public string? KeyId { get; set; }

    /// <value><c>Enabled</c>, <c>Disabled</c>, <c>PendingDeletion</c>, … A constant class in the official package; here its text.</value>
    public string? KeyState { get; set; }
}

public class DescribeKeyRequest : AmazonKeyManagementServiceRequest
{
    /// <value>A key's id or ARN, an alias or its ARN. Required.</value>
    public string? KeyId { get; set; }
}

public class DescribeKeyResponse : AmazonWebServiceResponse
{
    public KeyMetadata? KeyMetadata { get; set; }
}
