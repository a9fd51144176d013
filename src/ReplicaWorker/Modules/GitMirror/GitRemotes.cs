using Amazon.Runtime;
using Microsoft.Extensions.Options;
using ReplicaWorker.Aws;
using ReplicaWorker.Aws.Core;
using ReplicaWorker.Git;

namespace ReplicaWorker.Modules.GitMirror;

/// <summary>Opens repositories by region and name: their address, and credentials that are signed afresh for every request.</summary>
internal sealed class GitRemotes(HttpClient http, IOptions<GitMirrorOptions> options, AWSCredentials credentials, TimeProvider time)
{
    private readonly GitMirrorOptions _options = options.Value;

    public GitRemote Open(string region, string repository)
    {
        var address = Address(region, repository);
        return new GitRemote(http, address, async (asked, _) =>
        {
            var key = await credentials.GetCredentialsAsync();
            return CodeCommitGitCredentials.Sign(key, region, asked.Host, asked.AbsolutePath, time.GetUtcNow()).ToBasic();
        });
    }

    /// <summary>The configured base for the region, and CodeCommit's path behind it.</summary>
    internal Uri Address(string region, string repository)
    {
        var endpoint = _options.Endpoints.GetValueOrDefault(region) ?? _options.Endpoint;
        var root = endpoint
            .Replace("{region}", region, StringComparison.Ordinal)
            .Replace("{suffix}", AwsPartition.DnsSuffix(region), StringComparison.Ordinal)
            .TrimEnd('/');
        return new Uri($"{root}/v1/repos/{repository}");
    }
}
