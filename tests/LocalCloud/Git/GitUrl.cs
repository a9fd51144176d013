using System.Text.RegularExpressions;

namespace LocalCloud.Git;

/// <summary>The parts of a smart HTTP request target. Only spellings without escapes, doubled or trailing slashes are known.</summary>
internal sealed partial record GitUrl(string Region, string Repository, string Service, bool Advertisement)
{
    /// <summary>The path of the repository itself: what git credentials are signed for.</summary>
    public string RepositoryPath => $"/{Region}/v1/repos/{Repository}";

    /// <returns><see langword="null"/> for a target that is none of smart HTTP's.</returns>
    public static GitUrl? Parse(string method, string target)
    {
        var match = Pattern().Match(target);
        var advertisement = match.Groups["refs"].Success;
        return match.Success && method == (advertisement ? "GET" : "POST")
            ? new(
                match.Groups["region"].Value,
                match.Groups["name"].Value,
                match.Groups[advertisement ? "refs" : "rpc"].Value,
                advertisement)
            : null;
    }

    /// <summary>Names as CodeCommit allows them.</summary>
    public static bool IsName(string name) => NamePattern().IsMatch(name) && name is not ("." or "..");

    [GeneratedRegex(
        @"^/(?<region>[a-z0-9-]+)/v1/repos/(?<name>[A-Za-z0-9._-]{1,104})/(info/refs\?service=(?<refs>git-upload-pack|git-receive-pack)|(?<rpc>git-upload-pack|git-receive-pack))\z",
        RegexOptions.ExplicitCapture)]
    private static partial Regex Pattern();

    [GeneratedRegex(@"^[A-Za-z0-9._-]{1,100}\z")]
    private static partial Regex NamePattern();
}
