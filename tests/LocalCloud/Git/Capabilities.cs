namespace LocalCloud.Git;

/// <summary>What the two services advertise, and what a client may therefore ask for.</summary>
internal sealed class Capabilities(GitServerOptions options)
{
    /// <summary>Captures: isomorphic-git#199 (2018), google/osv-scalibr (2025).</summary>
    private static readonly string[] CodeCommitUploadPack =
        ["multi_ack_detailed", "shallow", "side-band-64k", "thin-pack", "allow-tip-sha1-in-want", "allow-reachable-sha1-in-want"];

    /// <summary>Capture: jelmer/dulwich#671 (2018).</summary>
    private static readonly string[] CodeCommitReceivePack = ["side-band-64k", "report-status", "delete-refs", "thin-pack"];

    /// <summary>The capabilities of the first ref line (protocol v0 and v1).</summary>
    /// <param name="service">git-upload-pack or git-receive-pack.</param>
    /// <param name="offered">What git itself would advertise.</param>
    public IEnumerable<string> Advertise(string service, IReadOnlyList<string> offered)
    {
        IEnumerable<string> all = offered;
        if (options.Strict)
        {
            // CodeCommit has no sha256 repositories; a client must be told of those that a test makes.
            all = [.. OfCodeCommit(service), .. offered.Where(c => c == "object-format=sha256")];
        }

        all = all.Where(c => !options.WithoutCapabilities.Contains(Name(c)));
        return service == "git-receive-pack" ? all.Concat(options.ExtraReceiveCapabilities) : all;
    }

    /// <summary>Whether a line of the protocol v2 advertisement is shown.</summary>
    public bool AdvertiseV2(string line) =>
        !options.WithoutCapabilities.Contains(Name(line)) && !(options.Strict && Name(line) is "agent" or "session-id" or "server-option");

    /// <summary>The first capability that the client asks for although it was not advertised; <see langword="null"/> when all is well.</summary>
    public string? Unadvertised(string service, IEnumerable<string> asked, bool sha256)
    {
        if (!options.Strict)
        {
            return null;
        }

        var known = Advertise(service, sha256 ? ["object-format=sha256"] : []).Select(Name).ToHashSet(StringComparer.Ordinal);
        return asked.FirstOrDefault(c => !known.Contains(Name(c)));
    }

    /// <summary>The same for a protocol v2 request.</summary>
    public string? UnadvertisedV2(IEnumerable<string> asked) =>
        options.Strict ? asked.FirstOrDefault(c => Name(c) != "object-format") : null;

    private static string[] OfCodeCommit(string service) =>
        service == "git-upload-pack" ? CodeCommitUploadPack : CodeCommitReceivePack;

    private static string Name(string capability) => capability.Split('=', 2)[0];
}
