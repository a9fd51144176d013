using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using LocalCloud.Processes;

namespace ReplicaWorker.RealTests.Deploy;

/// <summary>The files that <c>docs/deploy.md</c> deploys, as they stand in the repository.</summary>
internal static partial class DeployFiles
{
    public static string Root => SourceTree.Root;

    /// <summary>Paths below <see cref="Root"/>, with forward slashes.</summary>
    public static IReadOnlyList<string> Json { get; } =
    [
        "taskdef.json",
        .. Below("iam", "*.json"),
        .. Below("eventbridge-rules", "*.json"),
    ];

    public static IReadOnlyList<string> Rules { get; } =
        [.. Directory.GetDirectories(Path.Combine(Root, "eventbridge-rules")).Select(rule => Path.GetFileName(rule)).Order(StringComparer.Ordinal)];

    /// <summary>Those that start the worker; the others tell people.</summary>
    public static IReadOnlyList<string> TaskRules { get; } =
        [.. Rules.Where(rule => Read($"eventbridge-rules/{rule}/targets.json").Contains("\"EcsParameters\"", StringComparison.Ordinal))];

    /// <summary>One legal value for every placeholder, the lists with two items.</summary>
    public static IReadOnlyDictionary<string, string> Values { get; } = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["PARTITION"] = "aws",
        ["ACCOUNT_ID"] = "111122223333",
        ["PRIMARY_REGION"] = "us-east-1",
        ["STACK"] = "replica-worker",
        ["ENVIRONMENT"] = "production",
        ["CLUSTER"] = "replica-worker",
        ["SUBNETS"] = """subnet-0a1b2c3d","subnet-4e5f6a7b""",
        ["SECURITY_GROUPS"] = "sg-0123456789abcdef0",
        ["ASSIGN_PUBLIC_IP"] = "DISABLED",
        ["CPU_ARCHITECTURE"] = "ARM64",
        ["LAUNCH_TYPE"] = "FARGATE",
        ["IMAGE"] = "111122223333.dkr.ecr.us-east-1.amazonaws.com/replica-worker:1",
        ["REPLICATION_REGIONS"] = "us-west-2,eu-west-1",
        ["CONFIGURATION_PATH"] = "",
        ["REPLICA_REGIONS"] = """us-west-2","eu-west-1""",
        ["DAILY_SYNC_SCHEDULE"] = "cron(0 14 * * ? *)",
        ["ALERT_TOPIC_ARN"] = "arn:aws:sns:us-east-1:111122223333:replica-worker-alerts",
        ["RUN_TASK"] = "--cluster replica-worker --task-definition replica-worker",
        ["REPOSITORIES"] = "RepoA=RepoB",
        ["MIRROR_INCLUDE"] = "*",
        ["SECRETS_INCLUDE"] = "*",
        ["PARAMETERS_INCLUDE"] = "*",
        ["SECRET_ARNS"] = "arn:aws:secretsmanager:*:111122223333:secret:shop/*",
        ["PARAMETER_ARNS"] = "arn:aws:ssm:*:111122223333:parameter/shop/*",
        ["KMS_KEYS"] = "",
        ["SECRETS_KMS_KEYS"] = "",
        ["PARAMETERS_KMS_KEYS"] = "",
        ["SOURCE_ARNS"] = "arn:aws:codecommit:us-east-1:111122223333:RepoA",
        ["REPLICA_ARNS"] = """arn:aws:codecommit:us-west-2:111122223333:RepoB","arn:aws:codecommit:eu-west-1:111122223333:RepoB""",
        ["KMS_KEY_ARNS"] = "arn:aws:kms:us-west-2:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab",
    };

    public static string Read(string path) => File.ReadAllText(Path.Combine(Root, path));

    /// <summary>What a file says once it is filled, read as JSON.</summary>
    public static JsonNode Filled(string path) => JsonNode.Parse(Fill(Read(path)))!;

    /// <summary>As <c>envsubst</c> does: <c>$NAME</c> and <c>${NAME}</c>; a name without a value becomes nothing.</summary>
    public static string Fill(string text) =>
        Placeholder().Replace(text, match => Values.GetValueOrDefault(NameOf(match), ""));

    public static IEnumerable<string> PlaceholdersIn(string text) => Placeholder().Matches(text).Select(NameOf);

    private static string NameOf(Match match) => match.Groups["braced"].Success ? match.Groups["braced"].Value : match.Groups["bare"].Value;

    private static IEnumerable<string> Below(string folder, string pattern) =>
        Directory.GetFiles(Path.Combine(Root, folder), pattern, SearchOption.AllDirectories)
            .Select(path => Path.GetRelativePath(Root, path).Replace('\\', '/'))
            .Order(StringComparer.Ordinal);

    [GeneratedRegex(@"\$\{(?<braced>[A-Za-z_][A-Za-z0-9_]*)\}|\$(?<bare>[A-Za-z_][A-Za-z0-9_]*)", RegexOptions.ExplicitCapture)]
    private static partial Regex Placeholder();
}
