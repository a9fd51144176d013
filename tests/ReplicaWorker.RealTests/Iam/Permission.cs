namespace ReplicaWorker.RealTests.Iam;

/// <summary>What IAM is asked for one call.</summary>
/// <param name="Action">As policies spell it: <c>ssm:PutParameter</c>.</param>
/// <param name="Region">The region that is called: <c>aws:RequestedRegion</c>.</param>
/// <param name="Resource">An ARN, or <c>*</c> for an action that has none.</param>
/// <param name="Context">The condition keys that the service brings, <c>key=value,value</c>, split by <c>;</c>; <c>-</c> for none.</param>
internal sealed record Permission(string Action, string Region, string Resource, string Context = "-")
{
    public override string ToString() => string.Join('\t', Action, Region, Resource, Context);
}
