using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using LocalCloud.Kubernetes.Authentication;

namespace LocalCloud.Kubernetes;

/// <summary>A cluster's own certificate authority, made in memory and gone with the cluster.</summary>
public sealed class ClusterCertificates : IDisposable
{
    private const string OrganizationOid = "2.5.4.10";
    private static readonly TimeSpan Life = TimeSpan.FromDays(1);
    private static readonly TimeSpan Skew = TimeSpan.FromHours(1);

    private readonly X509Certificate2 _authority;
    private readonly TimeProvider _time = TimeProvider.System;      // clients check certificates by the machine's clock
    private int _serial;

    internal ClusterCertificates(string cluster)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN=kubernetes {cluster}", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.DigitalSignature, true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, false));
        _authority = request.CreateSelfSigned(_time.GetUtcNow() - Skew, _time.GetUtcNow() + Life);
    }

    /// <summary>PEM.</summary>
    public string AuthorityPem => _authority.ExportCertificatePem();

    /// <summary>For 127.0.0.1 and localhost; other names make one that a careful client refuses.</summary>
    internal X509Certificate2 ForServer(params IReadOnlyList<string> names)
    {
        var alternatives = new SubjectAlternativeNameBuilder();
        foreach (var name in names)
        {
            if (IPAddress.TryParse(name, out var address))
            {
                alternatives.AddIpAddress(address);
            }
            else
            {
                alternatives.AddDnsName(name);
            }
        }

        return Issue("CN=kube-apiserver", new("1.3.6.1.5.5.7.3.1"), alternatives.Build());
    }

    /// <summary>Kubernetes takes the common name as the user and the organizations as groups.</summary>
    public X509Certificate2 ForClient(string user, params IEnumerable<string> groups)
    {
        var name = new X500DistinguishedNameBuilder();
        foreach (var group in groups)
        {
            name.AddOrganizationName(group);
        }

        name.AddCommonName(user);
        return Issue(name.Build(), new("1.3.6.1.5.5.7.3.2"));
    }

    /// <summary>The user that a certificate names; nobody when it is not of this authority.</summary>
    internal KubernetesUser? UserOf(X509Certificate2 certificate) => Issued(certificate)
        ? KubernetesUser.Authenticated(
            certificate.GetNameInfo(X509NameType.SimpleName, forIssuer: false),
            certificate.SubjectName.EnumerateRelativeDistinguishedNames()
                .Where(part => part.GetSingleElementType().Value == OrganizationOid)
                .Select(part => part.GetSingleElementValue()!))
        : null;

    internal int NextSerial() => Interlocked.Increment(ref _serial);

    private bool Issued(X509Certificate2 certificate)
    {
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.Add(_authority);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.VerificationTime = _time.GetUtcNow().UtcDateTime;
        return chain.Build(certificate);
    }

    public void Dispose() => _authority.Dispose();

    private X509Certificate2 Issue(string name, Oid usage, params IReadOnlyList<X509Extension> more) => Issue(new X500DistinguishedName(name), usage, more);

    private X509Certificate2 Issue(X500DistinguishedName name, Oid usage, params IReadOnlyList<X509Extension> more)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest(name, key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(false, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([usage], false));
        request.CertificateExtensions.Add(X509AuthorityKeyIdentifierExtension.CreateFromCertificate(_authority, true, false));
        foreach (var extension in more)
        {
            request.CertificateExtensions.Add(extension);
        }

        var serial = BitConverter.GetBytes(NextSerial());
        using var bare = request.Create(_authority, _time.GetUtcNow() - Skew, _authority.NotAfter.ToUniversalTime(), serial);
        return bare.CopyWithPrivateKey(key);
    }
}
