using System.Collections.Immutable;

namespace ReplicaWorker.Options;

/// <summary>Section <c>Replica</c>: what every module needs to know. In a task definition <c>Replica__PrimaryRegion</c> and so on.</summary>
internal sealed record ReplicaOptions
{
    public const string Section = "Replica";

    /// <summary>Used in names, tags and metric namespaces; part of the mark that says which installation a replica belongs to.</summary>
    /// <value>1 to 64 letters, digits, <c>.</c>, <c>_</c> or <c>-</c>; <c>replica-worker</c> unless told.</value>
    public string Project { get; init; } = "replica-worker";

    /// <summary>Likewise, and a dimension of every metric.</summary>
    /// <value>1 to 64 letters, digits, <c>.</c>, <c>_</c> or <c>-</c>; <c>production</c> unless told.</value>
    public string Environment { get; init; } = "production";

    /// <summary>The source. Events of any other region are not acted on.</summary>
    /// <value><c>AWS_REGION</c> unless told; required one way or the other.</value>
    public string PrimaryRegion { get; init; } = "";

    /// <summary>The targets, in the order given.</summary>
    /// <value>One or more, each once, never the primary. Required.</value>
    public ImmutableArray<string> ReplicationRegions { get; init; } = [];

    /// <summary>After this time the run for one event, or for named items, gives up with exit code 75.</summary>
    /// <value>From 10 seconds to 1 day; 10 minutes unless told.</value>
    public TimeSpan RunTimeout { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>The same for a run over everything: <c>sync</c>, or a verb with <c>--all</c>.</summary>
    /// <value>From 10 seconds to 1 day; 6 hours unless told.</value>
    public TimeSpan SyncTimeout { get; init; } = TimeSpan.FromHours(6);

    /// <summary>Whether replicas are written at all. Paused runs end with exit code 0; drift is still reported.</summary>
    /// <value><see langword="true"/> unless told.</value>
    public bool SyncEnabled { get; init; } = true;

    /// <summary>Where in the primary region's Parameter Store four JSON parameters add to this configuration; see <see cref="ConfigurationParameters"/>.</summary>
    /// <value>A path such as <c>/shop/production/global/secrets</c>; none unless told.</value>
    public string? ConfigurationPath { get; init; }

    /// <summary>The event bus of the primary region that hears of failed runs and held changes.</summary>
    /// <value>A name or an ARN; <c>default</c> unless told; set and empty: none.</value>
    public string EventBusName { get; init; } = "default";

    /// <summary>What <c>aws ecs run-task</c> needs besides the overrides, so that a failure's event can carry the line that repeats the run.</summary>
    /// <value>Such as <c>--cluster main --task-definition replica-worker --launch-type FARGATE</c>; none unless told.</value>
    public string? RunTask { get; init; }

    /// <param name="settings">Notes what is wrong; the result is then not for use.</param>
    /// <param name="awsRegion">The environment's <c>AWS_REGION</c>, which ECS sets.</param>
    public static ReplicaOptions Read(SettingsSection settings, string? awsRegion)
    {
        var (least, most, unset) = (TimeSpan.FromSeconds(10), TimeSpan.FromDays(1), new ReplicaOptions());
        var options = new ReplicaOptions
        {
            Project = Name(nameof(Project), unset.Project),
            Environment = Name(nameof(Environment), unset.Environment),
            PrimaryRegion = settings.Text(nameof(PrimaryRegion)) ?? awsRegion ?? "",
            ReplicationRegions = settings.List(nameof(ReplicationRegions)),
            RunTimeout = settings.Duration(nameof(RunTimeout), unset.RunTimeout, least, most),
            SyncTimeout = settings.Duration(nameof(SyncTimeout), unset.SyncTimeout, least, most),
            SyncEnabled = settings.Flag(nameof(SyncEnabled), unset.SyncEnabled),
            ConfigurationPath = settings.Text(nameof(ConfigurationPath)),
            EventBusName = settings.TextOrEmpty(nameof(EventBusName)) ?? unset.EventBusName,
            RunTask = settings.Text(nameof(RunTask)),
        };
        settings.RefuseTheRest();
        CheckRegions(options, settings);
        return options;

        string Name(string key, string otherwise)
        {
            var name = settings.Text(key) ?? otherwise;
            if (name.Length > 64 || !name.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or '-'))
            {
                settings.Wrong(key, $"is {SettingsSection.Shown(name)}, not 1 to 64 letters, digits, '.', '_' or '-'");
            }

            return name;
        }
    }

    private static void CheckRegions(ReplicaOptions options, SettingsSection settings)
    {
        if (options.PrimaryRegion.Length == 0)
        {
            settings.Wrong(nameof(PrimaryRegion), "is missing, and AWS_REGION is not set either");
        }
        else if (!RegionName.IsShaped(options.PrimaryRegion))
        {
            settings.Wrong(nameof(PrimaryRegion), $"is {SettingsSection.Shown(options.PrimaryRegion)}, not a region such as us-east-1");
        }

        if (options.ReplicationRegions.IsEmpty)
        {
            settings.Wrong(nameof(ReplicationRegions), "is missing: name one or more regions, separated by commas");
        }

        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var region in options.ReplicationRegions)
        {
            if (!RegionName.IsShaped(region))
            {
                settings.Wrong(nameof(ReplicationRegions), $"has {SettingsSection.Shown(region)}, not a region such as us-west-2");
            }
            else if (region == options.PrimaryRegion)
            {
                settings.Wrong(nameof(ReplicationRegions), $"has {region}, which is the primary region");
            }
            else if (!seen.Add(region))
            {
                settings.Wrong(nameof(ReplicationRegions), $"names {region} twice");
            }
        }
    }
}
