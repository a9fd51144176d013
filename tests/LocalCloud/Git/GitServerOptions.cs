using System.Collections.Frozen;

namespace LocalCloud.Git;

/// <summary>Which server this one behaves like.</summary>
public enum GitProfile
{
    /// <summary>
    /// CodeCommit as its public captures show it: protocol v0, a short list of capabilities, and a refusal of everything
    /// that goes beyond it. SigV4 git credentials are required.
    /// </summary>
    CodeCommit,

    /// <summary><c>git http-backend</c> as it is: protocol v2, offset deltas, atomic pushes.</summary>
    Plain,
}

/// <summary>How a <see cref="GitServer"/> behaves. What is <see langword="null"/> follows the profile.</summary>
public sealed record GitServerOptions
{
    /// <summary>Where the bare repositories are kept, as <c>REGION/NAME</c>. Made when it is missing, never deleted.</summary>
    public required string Directory { get; init; }

    public GitProfile Profile { get; init; } = GitProfile.CodeCommit;

    /// <summary>Access key id → secret access key, for SigV4 git credentials. Without an entry, nobody gets in.</summary>
    public IReadOnlyDictionary<string, string> AccessKeys { get; init; } = FrozenDictionary<string, string>.Empty;

    /// <summary>Access key id → the session token that must come with it. A key without an entry must come without a token.</summary>
    public IReadOnlyDictionary<string, string> SessionTokens { get; init; } = FrozenDictionary<string, string>.Empty;

    /// <summary>User → password for <see cref="GitProfile.Plain"/>; <see langword="null"/>: everybody gets in.</summary>
    public IReadOnlyDictionary<string, string>? Passwords { get; init; }

    /// <summary>The clock that ages credentials.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Whether <c>Git-Protocol: version=2</c> is answered in kind.</summary>
    /// <value>False for CodeCommit, true for Plain.</value>
    public bool? ProtocolV2 { get; init; }

    /// <summary>Names of capabilities left out of both advertisements, such as <c>ofs-delta</c> or <c>agent</c>.</summary>
    public IReadOnlySet<string> WithoutCapabilities { get; init; } = FrozenSet<string>.Empty;

    /// <summary>Capabilities added to the receive-pack advertisement, such as <c>no-thin</c>. Advertised only: nothing acts on them.</summary>
    public IReadOnlyList<string> ExtraReceiveCapabilities { get; init; } = [];

    /// <summary>
    /// Bytes that the kernel and Kestrel may each hold of a request that is not read yet; <see langword="null"/>: their defaults,
    /// some megabytes on the loopback interface. Small values let a slow reader be felt by a small push.
    /// </summary>
    public int? ReceiveBufferBytes { get; init; }

    internal bool Strict => Profile == GitProfile.CodeCommit;

    internal bool SpeaksV2 => ProtocolV2 ?? Profile == GitProfile.Plain;
}
