namespace ReplicaWorker.Options;

/// <summary>Finds variables that differ in case only.</summary>
/// <remarks>
/// Configuration keys ignore case, repository names do not: of <c>GitMirror__Repositories__Shop</c> and
/// <c>GitMirror__Repositories__shop</c> configuration would keep one key with the other's value.
/// </remarks>
internal static class EnvironmentCase
{
    public static void Check(string section, IEnumerable<string> variables, Mistakes mistakes)
    {
        var seen = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var name in variables)
        {
            if (name.StartsWith(section + "__", StringComparison.OrdinalIgnoreCase) && !seen.TryAdd(name, name))
            {
                var first = string.CompareOrdinal(seen[name], name) < 0 ? seen[name] : name;
                mistakes.Add(
                    SettingsSection.Shown(first),
                    "is set twice, in different case: names that differ in case only need the map in one variable (A=1,a=2)");
            }
        }
    }
}
