using System.Text.Json.Nodes;
using LocalCloud;
using LocalCloud.Processes;

namespace Demo.Settings;

/// <summary>Somebody who keeps secrets and parameters by the AWS CLI, and now and then runs the worker by hand.</summary>
internal sealed class Operator(Cloud cloud, Asked asked) : IDisposable
{
    private readonly AwsApi _api = new(cloud);
    private readonly List<WorkerRun> _runs = [];

    /// <summary>Runs by hand since the last call: the bus does not know of them.</summary>
    public IReadOnlyList<WorkerRun> TakeRuns()
    {
        WorkerRun[] taken = [.. _runs];
        _runs.Clear();
        return taken;
    }

    public Task ParameterAsync(string operation, JsonObject parameters, CancellationToken stopping, string? region = null) =>
        CallAsync("ssm", operation, parameters, region, stopping);

    public Task SecretAsync(string operation, JsonObject parameters, CancellationToken stopping) =>
        CallAsync("secretsmanager", operation, parameters, region: null, stopping);

    public async Task RunAsync(CancellationToken stopping, params string[] arguments)
    {
        asked.Add("replica-worker " + string.Join(' ', arguments));
        _runs.Add(await cloud.RunWorkerAsync(arguments, cancellation: stopping));
    }

    public void Dispose() => _api.Dispose();

    private async Task CallAsync(string service, string operation, JsonObject parameters, string? region, CancellationToken stopping) =>
        asked.Add(await _api.CallAsync(service, operation, parameters, region, stopping));
}
