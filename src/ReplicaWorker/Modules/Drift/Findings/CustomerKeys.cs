using ReplicaWorker.Modules.Comparison;

namespace ReplicaWorker.Modules.Drift.Findings;

/// <summary>What is encrypted with AWS's own key of the service, where configuration demands one of one's own.</summary>
internal static class CustomerKeys
{
    private const string Field = "customer-managed";

    /// <summary>A pair with its differences, and one more for each region whose key is AWS's.</summary>
    public static PairComparison Demanded(PairComparison pair) => pair.Unreadable is not null || pair.Skipped is not null || pair.AwsManagedKeys.IsEmpty
        ? pair
        : pair with
        {
            Differences =
            [
                .. pair.Differences,
                .. pair.AwsManagedKeys.Select(region => new Difference(
                    DifferenceKind.KmsKey,
                    region == pair.Region ? Field : $"{Field} in {region}",
                    $"encrypted with AWS's own key in {region}; Drift__RequireCustomerKeys demands a key of yours",
                    [])
                {
                    // Which key it shall be nobody but a person can say, and a copy's follows from configuration.
                    IsRepairable = false,
                }),
            ],
        };
}
