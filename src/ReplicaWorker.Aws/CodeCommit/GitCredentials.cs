using System.Net.Http.Headers;
using System.Text;

namespace ReplicaWorker.Aws;

/// <summary>What git's HTTP transport sends as Basic authentication.</summary>
/// <param name="UserName">Raw: a session token in it is percent-encoded only when this is put into a URL.</param>
/// <param name="Password">A signature, good for about 15 minutes.</param>
public sealed record GitCredentials(string UserName, string Password)
{
    public AuthenticationHeaderValue ToBasic() =>
        new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{UserName}:{Password}")));

    /// <summary>Says nothing: both parts are secrets, and records are easily logged.</summary>
    public override string ToString() => nameof(GitCredentials);
}
