using Amazon.Runtime;

namespace Amazon.EKS.Model;

/// <summary>What every request of this service is.</summary>
public class AmazonEKSRequest : AmazonWebServiceRequest;

public class DescribeClusterRequest : AmazonEKSRequest
{
    /// <value>1 to 100 letters, digits, <c>-</c> and <c>_</c>. Required.</value>
    public string? Name { get; set; }
}

public class DescribeClusterResponse : AmazonWebServiceResponse
{
    public Cluster? Cluster { get; set; }
}

/// <summary>A cluster, as far as a client of its API needs to know it.</summary>
public class Cluster
{
    public AccessConfigResponse? AccessConfig { get; set; }

    public string? Arn { get; set; }

    public Certificate? CertificateAuthority { get; set; }

    /// <value>The API server's URL; null until the cluster is active.</value>
    public string? Endpoint { get; set; }

    public string? Name { get; set; }

    public ClusterStatus? Status { get; set; }

    /// <value>Of Kubernetes, such as <c>1.33</c>.</value>
    public string? Version { get; set; }
}

public class Certificate
{
    /// <value>Base64 of PEM: the only authority that the API server's certificate comes from.</value>
    public string? Data { get; set; }
}

public class AccessConfigResponse
{
    public AuthenticationMode? AuthenticationMode { get; set; }
}
