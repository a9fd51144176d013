using LocalCloud.Git;
using LocalCloud.Kubernetes;
using LocalCloud.Processes;

namespace LocalCloud;

/// <summary>An access key. These open nothing but the local cloud.</summary>
public sealed record AccessKey(string Id, string Secret);

public sealed record CloudOptions
{
    public string PrimaryRegion { get; init; } = "us-east-1";

    public IReadOnlyList<string> ReplicaRegions { get; init; } = ["us-west-2"];

    /// <summary>12 digits; the account moto gives to every caller.</summary>
    public string Account { get; init; } = "123456789012";

    /// <summary>Which capabilities the git server offers.</summary>
    public GitProfile Profile { get; init; }

    /// <summary>The last word on the git server's options: capabilities left out, session tokens, small buffers.</summary>
    public Func<GitServerOptions, GitServerOptions> ConfigureGit { get; init; } = options => options;

    /// <summary>The people's key: what tests, the demo and the AWS CLI sign with.</summary>
    public AccessKey Developer { get; init; } = new("AKIALOCALDEVELOPER00", "local-developer-secret-key-0123456789abc");

    /// <summary>The worker's key. CloudTrail events show its calls as the task role's.</summary>
    public AccessKey Worker { get; init; } = new("AKIALOCALWORKER00000", "local-worker-secret-key-0123456789abcdef");

    /// <summary>The rules on the bus: <c>NAME/rule.json</c> and <c>NAME/targets.json</c>. A folder that is not there has none.</summary>
    public string RulesDirectory { get; init; } = Path.Combine(SourceTree.Root, "eventbridge-rules");

    /// <summary>What the worker is told besides events. A file that is not there says nothing.</summary>
    public string TaskDefinitionFile { get; init; } = Path.Combine(SourceTree.Root, "taskdef.json");

    /// <summary>Values for <c>${NAME}</c> in those files, over the cloud's own and before the process's environment.</summary>
    public IReadOnlyDictionary<string, string> Placeholders { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>For every worker: tests and demo add their <c>GitMirror__Repositories__RepoA</c> here.</summary>
    public IReadOnlyDictionary<string, string> WorkerEnvironment { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>The worker's binary; without it <see cref="PublishedWorker"/> finds or makes it when it is first needed.</summary>
    public string? WorkerPath { get; init; }

    /// <summary>How many tasks the bus runs at once.</summary>
    public int Concurrency { get; init; } = 4;

    /// <summary>Items on a page of ListRepositories and ListBranches.</summary>
    public int CodeCommitPageSize { get; init; } = 1000;

    /// <summary>The EKS clusters. Nothing is started for a cluster before somebody sends it a request.</summary>
    public IReadOnlyList<ClusterOptions> Clusters { get; init; } = [];

    /// <summary>
    /// A folder with <c>kube-apiserver</c> and <c>etcd</c>, as envtest lays it out: then the clusters are real ones. Nothing: a stand-in.
    /// Unfinished: requests of a real one are still answered by 500, so nothing takes it from the environment by itself.
    /// </summary>
    public string? KubernetesAssets { get; init; }

    /// <summary>More real clusters than this are refused: each takes 300 MB.</summary>
    public int MaxApiServers { get; init; } = 2;

    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>The deployment's name in placeholders; its task role is <c>NAME-task</c>.</summary>
    public string Stack { get; init; } = "replica-worker";
}
