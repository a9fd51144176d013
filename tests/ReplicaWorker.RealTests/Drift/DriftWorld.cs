using System.Text;
using System.Text.Json.Nodes;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;
using LocalCloud.Processes;
using NUnit.Framework;
using ReplicaWorker.RealTests.Parameters;

namespace ReplicaWorker.RealTests.Drift;

/// <summary>Parameters of one test in two regions, the worker's drift over them alone, and a bucket for its reports.</summary>
/// <param name="stage">The cloud, which tests share: each has names below a folder of its own.</param>
internal sealed class DriftWorld(ParameterStage stage) : IDisposable
{
    private readonly string _id = TestContext.CurrentContext.Test.ID;
    private readonly AmazonS3Client _s3 = new(
        new BasicAWSCredentials(stage.Cloud.Options.Developer.Id, stage.Cloud.Options.Developer.Secret),
        new AmazonS3Config { ServiceURL = stage.Cloud.AwsEndpoint.AbsoluteUri, AuthenticationRegion = ParameterStage.East, ForcePathStyle = true });

    public string Bucket => "drift-" + _id;

    public string Name(string name) => $"/drift-{_id}/{name}";

    /// <summary>In step everywhere.</summary>
    public async Task ReplicatedAsync(params string[] names)
    {
        foreach (var name in names)
        {
            await stage.PutAsync(Name(name), "marked-" + name);
        }

        var run = await stage.CopyAsync([.. names.Select(Name)]);
        Assert.That(run.ExitCode, Is.Zero, run.Text());
    }

    /// <summary>At the source alone.</summary>
    public Task ChangeAsync(string name) => stage.ChangeAsync(Name(name), "marked-changed-" + name);

    public Task CreateBucketAsync() => _s3.PutBucketAsync(Bucket);

    public Task<DriftRun> RunAsync(string[] arguments, params (string Key, string Value)[] environment) => RunAsync("drift", arguments, environment);

    public async Task<DriftRun> RunAsync(string verb, string[] arguments, (string Key, string Value)[] environment) => new(await stage.RunAsync(
        [.. verb.Split(' ', StringSplitOptions.RemoveEmptyEntries), .. arguments],
    [
        ("Parameters__Include", Name("*")), ("Drift__IncludeParameters", "true"), ("Drift__IncludeSecrets", "false"), ("Drift__IncludeRepositories", "false"),
        ("Drift__IncludeConfigMaps", "false"), ("Drift__Grace", "00:00:00"), ("Drift__SecondLook", "00:00:00"), ("Replica__EventBusName", ""), .. environment,
    ]));

    public async Task<string[]> KeysAsync()
    {
        var keys = (await _s3.ListObjectsV2Async(new() { BucketName = Bucket })).S3Objects?.Select(one => one.Key) ?? [];
        return [.. keys.Order(StringComparer.Ordinal)];
    }

    public async Task<JsonObject> ObjectAsync(string key)
    {
        using var answer = await _s3.GetObjectAsync(Bucket, key);
        using var reader = new StreamReader(answer.ResponseStream, Encoding.UTF8);
        var text = await reader.ReadToEndAsync();
        LeakWatch.Look("report in the bucket", [text]);
        return JsonNode.Parse(text)!.AsObject();
    }

    public Task PutObjectAsync(string key, string content) => _s3.PutObjectAsync(new PutObjectRequest { BucketName = Bucket, Key = key, ContentBody = content });

    public void Dispose() => _s3.Dispose();
}

/// <summary>One drift run: the report on standard output, all else on standard error.</summary>
internal sealed record DriftRun(WorkerRun Worker)
{
    public int ExitCode => Worker.ExitCode;

    public JsonObject Report => JsonNode.Parse(string.Join('\n', Worker.StandardOutput))!.AsObject();

    public IEnumerable<JsonObject> Log => Worker.StandardError.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonNode.Parse(line)!.AsObject());

    /// <summary>Name, difference, state and trend of each finding.</summary>
    public string[] Findings =>
        [.. Report["findings"]!.AsArray().Select(finding => $"{((string)finding!["item"]!).Split('/')[^1]} {finding["difference"]} {finding["state"]} {finding["trend"]}")];

    public string Text => string.Join('\n', Worker.StandardOutput) + "\n" + Worker.StandardError;
}
