using ReplicaWorker.Matching;
using ReplicaWorker.Options;

namespace ReplicaWorker.Modules.GitMirror;

/// <summary>What a single value of <see cref="GitMirrorOptions"/> cannot say of itself.</summary>
internal static class GitMirrorRules
{
    public static void Check(GitMirrorOptions options, ReplicaOptions replica, SettingsSection settings)
    {
        CheckEndpoints(options, replica, settings);
        CheckRepositories(options, settings);
        CheckRefs(nameof(options.IncludeRefs), options.IncludeRefs, settings);
        CheckRefs(nameof(options.ExcludeRefs), options.ExcludeRefs, settings);

        foreach (var region in options.KmsKeys.Keys.Where(region => !replica.ReplicationRegions.Contains(region, StringComparer.Ordinal)))
        {
            settings.Wrong(nameof(options.KmsKeys), $"names {SettingsSection.Shown(region)}, which is not a replication region");
        }
    }

    private static void CheckEndpoints(GitMirrorOptions options, ReplicaOptions replica, SettingsSection settings)
    {
        string[] regions = [replica.PrimaryRegion, .. replica.ReplicationRegions];
        CheckUrl(nameof(options.Endpoint), options.Endpoint, settings);
        foreach (var (region, url) in options.Endpoints)
        {
            CheckUrl(nameof(options.Endpoints) + "__" + SettingsSection.Shown(region), url, settings);
            if (!regions.Contains(region, StringComparer.Ordinal))
            {
                settings.Wrong(nameof(options.Endpoints), $"names {SettingsSection.Shown(region)}, which is not a configured region");
            }
        }

        // Two regions behind one URL: a repository would be mirrored onto itself, unless its replica there has another name.
        var seen = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var region in regions)
        {
            var url = options.Endpoints.GetValueOrDefault(region, options.Endpoint).Replace("{region}", region, StringComparison.Ordinal).TrimEnd('/');
            var isRenamed = seen.GetValueOrDefault(url) == replica.PrimaryRegion && options.Repositories.Count > 0;
            if (!seen.TryAdd(url, region) && seen[url] != region && !isRenamed)
            {
                settings.Wrong(
                    nameof(options.Endpoint),
                    $"is the same for {seen[url]} and {region}: put {{region}} into it, or set {settings.KeyOf("Endpoints__REGION")}");
            }
        }
    }

    private static void CheckUrl(string key, string template, SettingsSection settings)
    {
        var filled = template
            .Replace("{region}", "us-east-1", StringComparison.Ordinal)
            .Replace("{suffix}", "amazonaws.com", StringComparison.Ordinal);

        // What is wrong is said without the URL: it may hold credentials.
        if (filled.Contains('{', StringComparison.Ordinal) || filled.Contains('}', StringComparison.Ordinal))
        {
            settings.Wrong(key, "has a placeholder other than {region} and {suffix}");
        }
        else if (!Uri.TryCreate(filled, UriKind.Absolute, out var url) || url.Scheme is not ("http" or "https") || url.Host.Length == 0)
        {
            settings.Wrong(key, "is not an absolute http or https URL");
        }
        else if (url.UserInfo.Length > 0)
        {
            settings.Wrong(key, "holds credentials: requests are signed with the task role's");
        }
        else if (url.Query.Length > 0 || url.Fragment.Length > 0)
        {
            settings.Wrong(key, "has a query or a fragment: a path is appended to it");
        }
    }

    private static void CheckRepositories(GitMirrorOptions options, SettingsSection settings)
    {
        const string Key = nameof(options.Repositories);
        var seen = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (source, replica) in options.Repositories)
        {
            CheckName(source);
            CheckName(replica);
            if (!seen.TryAdd(replica, source))
            {
                settings.Wrong(Key, $"gives {SettingsSection.Shown(seen[replica])} and {SettingsSection.Shown(source)} one replica, {SettingsSection.Shown(replica)}");
            }
        }

        void CheckName(string name)
        {
            if (!LegalName.IsRepository(name))
            {
                settings.Wrong(Key, $"has {SettingsSection.Shown(name)}, not a repository name (1 to 100 letters, digits, '.', '_', '-', no .git)");
            }
        }
    }

    private static void CheckRefs(string key, IEnumerable<string> globs, SettingsSection settings)
    {
        foreach (var glob in globs.Where(glob => glob[0] is not ('*' or '?') && !glob.StartsWith("refs/", StringComparison.Ordinal)))
        {
            settings.Wrong(key, $"has {SettingsSection.Shown(glob)}, which matches no ref: full names begin with refs/");
        }
    }
}
