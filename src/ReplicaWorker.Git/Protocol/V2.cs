namespace ReplicaWorker.Git.Protocol;

/// <summary>How every protocol v2 request begins.</summary>
internal static class V2
{
    /// <summary>The Git-Protocol header that asks for it. A server that does not know it answers with v0.</summary>
    public const string Header = "version=2";

    /// <summary>The command and its capability section, up to and including the delimiter.</summary>
    public static PktWriter Command(string name, RefListing advertised, string agent)
    {
        if (!advertised.Capabilities.Has(name))
        {
            throw new GitProtocolException($"the server speaks protocol v2 without {name}");
        }

        var request = new PktWriter().Line($"command={name}\n");
        if (advertised.Capabilities.Has("agent"))
        {
            request.Line($"agent={agent}\n");
        }

        if (advertised.Capabilities.Has("object-format"))
        {
            request.Line($"object-format={advertised.Format}\n");   // left out, git takes it for sha1 and refuses a sha256 repository
        }

        return request.Delimiter();
    }
}
