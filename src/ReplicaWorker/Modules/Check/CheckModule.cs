using System.Collections.Immutable;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using ReplicaWorker.Hosting;
using ReplicaWorker.Hosting.Output;
using ReplicaWorker.Modules.Check.EndToEnd;
using ReplicaWorker.Modules.Check.Probes;
using ReplicaWorker.Modules.GitMirror;
using ReplicaWorker.Modules.Parameters;
using ReplicaWorker.Modules.Secrets;
using ReplicaWorker.Options;
using Spectre.Console;
using Outcome = ReplicaWorker.Hosting.Outcome;

namespace ReplicaWorker.Modules.Check;

/// <summary>Finds out what works, what does not, and who must act: plan, try, tell.</summary>
internal sealed partial class CheckModule(
    IEnumerable<ICheckSource> sources,
    IEnumerable<IProbeSource> probeSources,
    CheckRunner runner,
    ProbeRunner probes,
    EndToEndTest endToEnd,
    ProbeName name,
    IOptions<ReplicaOptions> replica,
    IOptions<GitMirrorOptions> git,
    IOptions<SecretsOptions> secrets,
    IOptions<ParametersOptions> parameters,
    RunSwitches switches,
    RunOutput output,
    ILogger<CheckModule> log) : IModule<CheckRequest>
{
    public async Task<Outcome> RunAsync(CheckRequest request, CancellationToken stopping)
    {
        ImmutableArray<string> regions = switches.RegionOnly is { } only ? [only] : replica.Value.ReplicationRegions;
        var scope = new CheckScope(replica.Value, git.Value, secrets.Value, parameters.Value, regions);
        var results = request.EndToEnd is { } travel
            ? await endToEnd.RunAsync(scope, travel, name.Id, stopping)
            : await TryAsync(scope, request.Probe, stopping);
        Tell(results);
        return CheckReport.Outcome(results);
    }

    private async Task<ImmutableArray<CheckResult>> TryAsync(CheckScope scope, bool probe, CancellationToken stopping)
    {
        var results = await runner.RunAsync(CheckPlan.Of(sources, scope), stopping);
        var writes = probeSources.SelectMany(source => source.Plan(scope));
        return CheckPlan.Sort(results.AddRange(probe && !switches.DryRun
            ? await probes.RunAsync(writes, stopping)
            : ProbeRunner.Untried(writes, "a write: --probe tries it")), scope);
    }

    private void Tell(ImmutableArray<CheckResult> results)
    {
        if (output.IsTerminal)
        {
            CheckTable.Print(AnsiConsole.Console, results);
        }
        else
        {
            foreach (var result in results)
            {
                var (check, level) = (result.Check, result.State is CheckState.Warns or CheckState.Held or CheckState.Fails ? LogLevel.Warning : LogLevel.Information);
                var (state, note, actor, elapsed) = (result.State.Text(), OneLine.Of(result.Note), result.WhoActs.Text(), (long)result.Elapsed.TotalMilliseconds);
                Row(level, check.Region, check.Service, check.Ability, check.Needs, state, note, actor, elapsed);
            }
        }

        Count(Of(CheckState.Works), Of(CheckState.Warns), Of(CheckState.Untried), Of(CheckState.Held), Of(CheckState.Fails));

        int Of(CheckState state) => results.Count(result => result.State == state);
    }

    [LoggerMessage("{Region}: {Service}: {Ability} ({Needs}): {State} {Note} (who acts: {WhoActs}; {ElapsedMs} ms)")]
    private partial void Row(
        LogLevel level, string region, string service, string ability, string needs, string state, string note, string whoActs, long elapsedMs);

    [LoggerMessage(LogLevel.Information, "check: {Works} work, {Warns} warn, {Untried} untried, {Held} held, {Fails} fail")]
    private partial void Count(int works, int warns, int untried, int held, int fails);
}
