using ReplicaWorker.Options;

namespace ReplicaWorker.Modules.Check;

/// <summary>Section <c>Check</c>. In a task definition <c>Check__Timeout</c> and so on.</summary>
internal sealed record CheckOptions
{
    public const string Section = "Check";

    /// <summary>How long one check may take, its attempts included, before it counts as unanswered.</summary>
    /// <value>From 1 second to 2 minutes; 10 seconds unless told.</value>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Checks under way at a time in one region. Regions do not wait for one another.</summary>
    /// <value>1 to 64; 8 unless told.</value>
    public int Parallelism { get; init; } = 8;

    /// <param name="settings">Notes what is wrong; the result is then not for use.</param>
    /// <param name="replica">Not needed; what every section is read with.</param>
    public static CheckOptions Read(SettingsSection settings, ReplicaOptions replica)
    {
        var unset = new CheckOptions();
        var options = new CheckOptions
        {
            Timeout = settings.Duration(nameof(Timeout), unset.Timeout, TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(2)),
            Parallelism = settings.Number(nameof(Parallelism), unset.Parallelism, least: 1, most: 64),
        };
        settings.RefuseTheRest();
        return options;
    }
}
