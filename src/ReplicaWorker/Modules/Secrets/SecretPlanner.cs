using System.Collections.Immutable;

namespace ReplicaWorker.Modules.Secrets;

/// <summary>Turns the two sides of one secret into a plan. Pure: no clock, no network, no log; everything it knows is in its arguments.</summary>
internal static class SecretPlanner
{
    /// <param name="source">The primary secret, described. It may be a source: see <see cref="SecretSelection"/>.</param>
    /// <param name="there">Replica region to what it has of that name; null: it has been read and has nothing. A region that is not named was not read and is not written.</param>
    /// <param name="rules">What may be done.</param>
    public static SecretPlan Plan(SecretState source, IReadOnlyDictionary<string, SecretState?> there, SecretPlanRules rules)
    {
        var draft = new Draft(source, rules);
        foreach (var region in rules.Regions.Where(there.ContainsKey).Order(StringComparer.Ordinal))
        {
            draft.Decide(region, there[region]);
        }

        if (!rules.IgnoreUnlisted)
        {
            draft.DecideUnlisted();
        }

        return draft.ToPlan();
    }

    private sealed class Draft(SecretState source, SecretPlanRules rules)
    {
        private readonly ReplicationHold _hold = ReplicationHold.Parse(source.Tags.GetValueOrDefault(rules.HoldTag));
        private readonly ImmutableArray<SecretStep>.Builder _steps = ImmutableArray.CreateBuilder<SecretStep>();
        private readonly ImmutableArray<HeldSecretStep>.Builder _held = ImmutableArray.CreateBuilder<HeldSecretStep>();
        private readonly ImmutableArray<SecretNote>.Builder _conflicts = ImmutableArray.CreateBuilder<SecretNote>();
        private readonly ImmutableArray<SecretNote>.Builder _notes = ImmutableArray.CreateBuilder<SecretNote>();
        private readonly ImmutableArray<string>.Builder _inStep = ImmutableArray.CreateBuilder<string>();

        public SecretPlan ToPlan() => new(source.Name, source.Arn)
        {
            Steps = _steps.ToImmutable(),
            Held = _held.ToImmutable(),
            Conflicts = _conflicts.ToImmutable(),
            Notes = _notes.ToImmutable(),
            InStep = _inStep.ToImmutable(),
        };

        /// <summary>Every region that was read ends as exactly one of: a step, a held step, a conflict, a note, in step.</summary>
        public void Decide(string region, SecretState? there)
        {
            var entry = source.ReplicaIn(region);
            var standing = there.In(region, rules.PrimaryRegion);
            if (_hold.Covers(region))
            {
                _notes.Add(new(region, $"left alone: the tag {rules.HoldTag} is on the primary; \"secrets resume {source.Name}\" takes it off"));
            }
            else if (entry?.Status == ReplicaStatus.InProgress)
            {
                _steps.Add(new SecretStep.Await(region, "a replica in progress", "AWS is still replicating"));
            }
            else if (standing is not (Standing.Nothing or Standing.OurReplica))
            {
                DecideConflict(region, there!, standing, entry);
            }
            else
            {
                DecideReplica(region, there, entry);
            }
        }

        public void DecideUnlisted()
        {
            var listed = rules.Regions.ToHashSet(StringComparer.Ordinal);
            foreach (var region in source.Replicas.Select(entry => entry.Region).Where(region => !listed.Contains(region)).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal))
            {
                if (rules.RemoveUnlisted && !_hold.Covers(region))
                {
                    _steps.Add(new SecretStep.Remove(region, "a replica", $"{region} is not a replication region, and Secrets__RemoveUnlisted is true"));
                }
                else
                {
                    _notes.Add(new(region, $"a replica stands in {region}, which is not a replication region; Secrets__RemoveUnlisted=true removes it"));
                }
            }
        }

        private void DecideConflict(string region, SecretState there, Standing standing, ReplicaEntry? entry)
        {
            var stands = standing.Describe(there, region, source);
            if (rules.OnConflict == OnConflict.Overwrite && standing is (Standing.Standalone or Standing.AwaitingDeletion))
            {
                _steps.Add(new SecretStep.Replicate(region, Key(region), Overwrite: true, there.Arn, "Secrets__OnConflict is Overwrite, and there stands " + stands));
                return;
            }

            var said = entry is { Status: ReplicaStatus.Failed, Message: { } message } ? $" (AWS: {message})" : "";
            _conflicts.Add(new(region, $"in its place stands {stands}{said}"));
        }

        private void DecideReplica(string region, SecretState? there, ReplicaEntry? entry)
        {
            switch (entry?.Status)
            {
                case null:
                    Replicate(
                        region,
                        there is null ? "nothing" : "a replica that the primary does not list",
                        there is null ? "no replica" : "the primary does not list its replica");
                    break;
                case ReplicaStatus.Failed:
                    Replicate(region, "a failed replica", "the last attempt failed" + (entry.Message is { } message ? $": {message}" : ""));
                    break;
                case var _ when there is null:
                    _steps.Add(new SecretStep.Await(region, "nothing", "AWS says InSync, and there is nothing to be seen"));
                    break;
                case var _ when SecretComparison.Behind(source, there) is { } behind:
                    _steps.Add(new SecretStep.Await(region, "a replica that is behind", behind));
                    break;
                case var _ when Key(region) is { } key && KmsKeyName.Differ(key, entry.KmsKeyId ?? there.KmsKeyId):
                    _held.Add(new(
                        region,
                        "re-encrypt",
                        $"the replica is under {entry.KmsKeyId ?? there.KmsKeyId ?? "aws/secretsmanager"}, not {key}; \"aws secretsmanager update-secret --region {region} --secret-id {source.Name} --kms-key-id {key}\" changes it"));
                    break;
                default:
                    InStep(region, there);
                    break;
            }
        }

        private void InStep(string region, SecretState there)
        {
            _inStep.Add(region);
            if (SecretComparison.OtherLabels(source, there) is { Count: > 0 } labels)
            {
                _notes.Add(new(region, $"in sync by AWS's word; {string.Join(", ", labels)} stands on another version than at the primary"));
            }
        }

        private void Replicate(string region, string expected, string reason) =>
            _steps.Add(new SecretStep.Replicate(region, Key(region), Overwrite: false, expected, reason));

        private string? Key(string region) => rules.KmsKeys.GetValueOrDefault(region);
    }
}
