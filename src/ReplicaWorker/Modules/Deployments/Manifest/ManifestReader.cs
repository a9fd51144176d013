using System.Collections.Immutable;
using System.Text.Json;
using ReplicaWorker.Options;

namespace ReplicaWorker.Modules.Deployments.Manifest;

/// <summary>Reads a manifest and finds every mistake at once; each names its place as a JSON path.</summary>
internal static class ManifestReader
{
    /// <summary>As much as one parameter of Parameter Store's advanced tier holds, with room for what is written around it.</summary>
    public const int MaxBytes = 7 * 1024;

    private const int MaxNameLength = 32;

    private static readonly string[] OfSteps = ["percent", "stepMinutes"];

    /// <returns>The manifest, or the mistakes.</returns>
    public static (DeploymentManifest? Manifest, ImmutableArray<string> Mistakes) Read(string json)
    {
        if (System.Text.Encoding.UTF8.GetByteCount(json) > MaxBytes)
        {
            return (null, [$"$ is longer than {MaxBytes} bytes"]);
        }

        JsonElement root;
        try
        {
            root = JsonElement.Parse(json, new() { AllowDuplicateProperties = false, CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true });
        }
        catch (JsonException broken)
        {
            return (null, [$"$ is not JSON (line {broken.LineNumber + 1}, byte {broken.BytePositionInLine})"]);
        }

        var node = new ManifestNode(root);
        var manifest = Read(node);
        return node.Mistakes.Count == 0 ? (manifest, []) : (null, [.. node.Mistakes]);
    }

    private static DeploymentManifest Read(ManifestNode node)
    {
        node.Allow("$schema", "name", "services", "waves", "strategy", "healthChecks", "approval", "rollbackOnFailure", "deadline", "inconclusiveLimit");
        var manifest = new DeploymentManifest
        {
            Name = Name(node, "name"),
            Services = [.. node.Items("services", least: 1).Select(Service)],
            Waves = [.. node.Items("waves", least: 1).Select(Wave)],
            Strategy = node.Has("strategy") ? Strategy(node.Child("strategy")) : null,
            HealthChecks = [.. node.Items("healthChecks").Select(Check).OfType<HealthCheck>()],
            Approval = node.Choice("approval", Approval.None),
            RollbackOnFailure = node.Flag("rollbackOnFailure", otherwise: true),
            Deadline = node.Duration("deadline", TimeSpan.FromHours(6), TimeSpan.FromMinutes(10), TimeSpan.FromDays(14)),
            InconclusiveLimit = node.Duration("inconclusiveLimit", TimeSpan.FromMinutes(15), TimeSpan.Zero, TimeSpan.FromDays(1)),
        };

        RefuseTwice(node, "services", manifest.Services.Select(service => $"{service.Cluster}/{service.Service}"));
        RefuseTwice(node, "waves", manifest.Waves.SelectMany(wave => wave.Regions));
        RefuseTwice(node, "waves", manifest.Waves.Select(wave => wave.Name));
        return manifest;
    }

    private static string Name(ManifestNode node, string key)
    {
        var name = node.Text(key);
        if (name.Length > MaxNameLength || !name.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-'))
        {
            node.Wrong(key, $"is {SettingsSection.Shown(name)}, not 1 to {MaxNameLength} lower-case letters, digits and -");
        }

        return name;
    }

    private static ManifestService Service(ManifestNode node)
    {
        node.Allow("cluster", "service", "images");
        var images = node.Map("images");
        foreach (var (container, image) in images.Where(image => !IsByDigest(image.Value)))
        {
            node.Wrong($"images.{container}", $"is {SettingsSection.Shown(image)}, not an image by digest (NAME@sha256: and 64 hex digits): a tag may move between two regions");
        }

        return new(node.Text("cluster"), node.Text("service"), images);
    }

    private static bool IsByDigest(string image) =>
        image.LastIndexOf("@sha256:", StringComparison.Ordinal) is > 0 and var at
        && image[(at + "@sha256:".Length)..] is { Length: 64 } digest
        && digest.All(char.IsAsciiHexDigitLower);

    private static Wave Wave(ManifestNode node, int index)
    {
        node.Allow("name", "regions", "bake");
        var regions = node.Texts("regions");
        foreach (var region in regions.Where(region => !RegionName.IsShaped(region)))
        {
            node.Wrong("regions", $"has {SettingsSection.Shown(region)}, which is not a region");
        }

        return new(
            node.Has("name") ? Name(node, "name") : string.Create(System.Globalization.CultureInfo.InvariantCulture, $"wave-{index + 1}"),
            regions,
            node.Duration("bake", TimeSpan.Zero, TimeSpan.Zero, TimeSpan.FromDays(2)));
    }

    private static RolloutStrategy Strategy(ManifestNode node)
    {
        node.Allow("type", "bakeMinutes", "percent", "stepMinutes");
        var type = node.Choice("type", StrategyType.Rolling, isRequired: true);
        var strategy = new RolloutStrategy(
            type,
            node.Has("bakeMinutes") ? (int)node.Number("bakeMinutes", 0, 1_440) : null,
            node.Has("percent") ? node.Number("percent", type == StrategyType.Linear ? 3 : 0.1, 100) : null,
            node.Has("stepMinutes") ? (int)node.Number("stepMinutes", 0, 1_440) : null);
        if (type == StrategyType.Rolling && strategy.BakeMinutes is not null)
        {
            node.Wrong("bakeMinutes", "is not for rolling: ECS works that out of the service's alarms; a wave's bake is ours");
        }

        foreach (var key in OfSteps.Where(key => type is StrategyType.Rolling or StrategyType.BlueGreen && node.Has(key)))
        {
            node.Wrong(key, "is for canary and linear only");
        }

        return type != StrategyType.Rolling && strategy.BakeMinutes is null ? strategy with { BakeMinutes = 0 } : strategy;
    }

    private static HealthCheck? Check(ManifestNode node)
    {
        node.Allow("url", "status", "attempts", "passes", "alarm");
        if (node.Has("alarm") == node.Has("url"))
        {
            node.Wrong("", "needs either url or alarm");
            return null;
        }

        if (node.Has("alarm"))
        {
            return new HealthCheck.Alarm(node.Text("alarm"));
        }

        var (url, attempts) = (node.Text("url"), (int)node.Number("attempts", 1, 20, otherwise: 5));
        if (!Uri.TryCreate(url.Replace("{region}", "us-east-1", StringComparison.Ordinal), UriKind.Absolute, out var address)
            || address.Scheme is not ("https" or "http") || address.UserInfo.Length > 0)
        {
            node.Wrong("url", "is not an http or https URL without a user's name in it");
        }

        var passes = (int)node.Number("passes", 1, 20, otherwise: Math.Min(3, attempts));
        if (passes > attempts)
        {
            node.Wrong("passes", $"is {passes}, more than the {attempts} attempts");
        }

        return new HealthCheck.Probe(url, (int)node.Number("status", 100, 599, otherwise: 200), attempts, passes);
    }

    private static void RefuseTwice(ManifestNode node, string key, IEnumerable<string> names)
    {
        foreach (var twice in names.GroupBy(name => name, StringComparer.Ordinal).Where(group => group.Count() > 1))
        {
            node.Wrong(key, $"names {SettingsSection.Shown(twice.Key)} twice");
        }
    }
}
