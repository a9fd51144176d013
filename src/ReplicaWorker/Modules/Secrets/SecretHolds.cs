using Microsoft.Extensions.Options;
using ReplicaWorker.Hosting;
using ReplicaWorker.Options;

namespace ReplicaWorker.Modules.Secrets;

/// <summary>The tag that keeps regions out of replication, on a primary secret.</summary>
internal sealed class SecretHolds(SecretStore store, IOptions<ReplicaOptions> replica, IOptions<SecretsOptions> options, RunSwitches switches)
{
    private readonly string _region = replica.Value.PrimaryRegion;
    private readonly string _key = options.Value.HoldTag;

    public string Key => _key;

    public ReplicationHold Of(SecretState primary) => ReplicationHold.Parse(primary.Tags.GetValueOrDefault(_key));

    /// <summary>Sets the tag, or takes it off when nothing is held; says so, and does nothing in a dry run.</summary>
    public async Task SetAsync(SecretState primary, ReplicationHold wanted, SecretsJournal journal, CancellationToken stopping)
    {
        if (Of(primary) == wanted && primary.Tags.ContainsKey(_key) == (wanted.Value is not null))
        {
            journal.Unchanged(_region, primary.Name, wanted.Value is { } held ? $"already tagged {_key}={held}" : $"not tagged {_key}");
            return;
        }

        if (!switches.DryRun)
        {
            await (wanted.Value is { } value
                ? store.TagAsync(_region, primary.Arn, _key, value, stopping)
                : store.UntagAsync(_region, primary.Arn, _key, stopping));
        }

        journal.Changed(_region, primary.Name, wanted.Value is { } tagged ? $"tagged {_key}={tagged}" : $"freed of the tag {_key}");
    }

    /// <summary>The primary secret that a person has named.</summary>
    /// <exception cref="ItemFailedException">There is none, or it is no source of ours.</exception>
    public async Task<SecretState> FindPrimaryAsync(string name, CancellationToken stopping)
    {
        var primary = await store.FindAsync(_region, name, stopping)
            ?? throw new ItemFailedException($"there is no secret {name} in {_region}");
        return new SecretSelection(options.Value, _region).WhyNoSource(primary) is { } reason
            ? throw new ItemFailedException($"{primary.Name} {reason}")
            : primary;
    }
}
