namespace ReplicaWorker.Modules.Check;

/// <summary>One thing to find out: whether we can do this, with that service, in this region.</summary>
/// <param name="Region">Where.</param>
/// <param name="Service">As IAM actions are prefixed: <c>ssm</c>, <c>codecommit</c>; <c>clock</c> and the like for what is no AWS service.</param>
/// <param name="Ability">What we could then do, in a few words.</param>
/// <param name="Needs">The IAM action that allows it; empty when none is needed.</param>
/// <param name="Policy">The file of <c>iam/</c> that gives the action; empty when none is needed.</param>
/// <param name="TryAsync">Does it. What it throws says, by the table of exit codes, who must act.</param>
internal sealed record CheckItem(
    string Region, string Service, string Ability, string Needs, string Policy, Func<CancellationToken, Task<Observation>> TryAsync);
