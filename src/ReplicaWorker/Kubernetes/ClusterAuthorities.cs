using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace ReplicaWorker.Kubernetes;

/// <summary>The certificates that a cluster's own certificate must come from.</summary>
internal static class ClusterAuthorities
{
    /// <param name="pem">One or more certificates.</param>
    /// <exception cref="CryptographicException">There is none: an empty store must not be taken for any other.</exception>
    public static X509Certificate2Collection Read(string pem)
    {
        var authorities = new X509Certificate2Collection();
        authorities.ImportFromPem(pem);
        return authorities.Count > 0 ? authorities : throw new CryptographicException("no certificate in it");
    }
}
