using System.Collections.Immutable;
using Microsoft.Extensions.Options;
using ReplicaWorker.Hosting;
using ReplicaWorker.Modules.Comparison;
using ReplicaWorker.Modules.Fence;
using ReplicaWorker.Options;

namespace ReplicaWorker.Modules.Secrets;

/// <summary>Every secret against its replicas: what the module plans, and the values, which it never reads.</summary>
internal sealed class SecretComparer(
    IOptions<ReplicaOptions> replicaOptions,
    IOptions<SecretsOptions> secretsOptions,
    IModule<SecretsRequest> module,
    Fences fences,
    SecretStore store,
    SecretValues values,
    TimeProvider time) : IComparer
{
    private readonly ReplicaOptions _replica = replicaOptions.Value;
    private readonly SecretsOptions _options = secretsOptions.Value;

    public ItemKind Kind => ItemKind.Secret;

    public async Task<ImmutableArray<PairComparison>> CompareAsync(ComparisonScope scope, CancellationToken stopping)
    {
        // A second look may name a region where a replica is too many: it is seen from the primary.
        var rules = Rules(scope);
        scope = scope with { Regions = [.. scope.Regions.Where(region => rules.Regions.Contains(region, StringComparer.Ordinal))] };
        var pairs = new PairTable(Kind, scope.Regions);
        if (scope.Names is { } names)
        {
            await Look(scope, rules, pairs).RunAsync(names, stopping);
        }
        else
        {
            await ScanAsync(scope, rules, pairs, stopping);
        }

        return pairs.InOrder();
    }

    public Task<Outcome> RepairAsync(ImmutableArray<string> names, string region, CancellationToken stopping) =>
        module.RunAsync(new(names, ByPerson: true, Region: region), stopping);

    private async Task ScanAsync(ComparisonScope scope, SecretPlanRules rules, PairTable pairs, CancellationToken stopping)
    {
        var findings = new SecretFindings();
        if (await Snapshots(rules, findings).AllAsync(scope.Regions, stopping) is not { } survey)
        {
            throw findings.Failure(_replica.PrimaryRegion, ISecretWitness.AllSecrets)!;
        }

        foreach (var (name, reason) in findings.NoSources)
        {
            pairs.Skip(name, reason);
        }

        var unread = findings.Unread(_replica.PrimaryRegion).ToList();
        foreach (var name in unread)
        {
            pairs.Unread(name, findings.Item(_replica.PrimaryRegion, name)!);
        }

        string[] sources = [.. survey.Equal.Select(source => source.Name), .. survey.Looked.Select(sighting => sighting.Source.Name)];
        foreach (var region in scope.Regions.Where(region => !survey.There.ContainsKey(region)))
        {
            pairs.SetRegion(region, findings.Region(region), [.. sources, .. unread]);
        }

        var open = scope with { Regions = [.. scope.Regions.Where(survey.There.ContainsKey)] };
        var suspects = await new SecretScan(rules, values, pairs).RunAsync(survey, stopping);
        await Look(open, rules, pairs).RunAsync(suspects, stopping);
        Orphans(survey, pairs);
    }

    private void Orphans(SecretSurvey survey, PairTable pairs)
    {
        foreach (var (region, secrets) in survey.There)
        {
            foreach (var replica in secrets.Values.Where(one => one.In(region, _replica.PrimaryRegion) == Standing.OurReplica
                && !survey.Sources.Contains(one.Name, StringComparer.Ordinal) && _options.NameFilter.Includes(one.Name)))
            {
                pairs.Set(new(Kind, replica.Name, region) { Differences = [SecretDifferences.Orphan(replica, _replica.PrimaryRegion)] });
            }
        }
    }

    private SecretLook Look(ComparisonScope scope, SecretPlanRules rules, PairTable pairs) =>
        new(rules, findings => Snapshots(rules, findings), values, time, scope.Regions, pairs);

    private SecretSnapshots Snapshots(SecretPlanRules rules, SecretFindings findings) =>
        new(store, new(_options, _replica.PrimaryRegion), rules, new(fences), time, findings);

    /// <summary>Of replicas in regions that are not configured speaks a run over all that are, and one that is asked about another.</summary>
    private SecretPlanRules Rules(ComparisonScope scope) => SecretPlanRules.Of(
        _replica,
        _options,
        ignoreUnlisted: _replica.ReplicationRegions.Except(scope.Regions, StringComparer.Ordinal).Any()
            && !scope.Regions.Except(_replica.ReplicationRegions, StringComparer.Ordinal).Any());
}
