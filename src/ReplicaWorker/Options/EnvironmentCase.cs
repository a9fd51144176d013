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
        var ours = variables.Where(name => name.StartsWith(section + "__", StringComparison.OrdinalIgnoreCase));
        foreach (var same in ours.GroupBy(name => name, StringComparer.OrdinalIgnoreCase).Where(group => group.Skip(1).Any()))
        {
            mistakes.Add(
                SettingsSection.Shown(same.Order(StringComparer.Ordinal).First()),
                "is set twice, in different case: names that differ in case only need the map in one variable (A=1,a=2)");
        }
    }
}
