using ReplicaWorker.Modules.Comparison;

namespace ReplicaWorker.Modules.Drift;

/// <summary>Kinds as people write them, on the command line and in sentences.</summary>
internal static class KindNames
{
    public static string Plural(ItemKind kind) => kind switch
    {
        ItemKind.Repository => "repositories",
        ItemKind.Secret => "secrets",
        ItemKind.Parameter => "parameters",
        _ => "configmaps",
    };

    public static ItemKind? Find(string plural)
    {
        foreach (var kind in Enum.GetValues<ItemKind>())
        {
            if (Plural(kind).Equals(plural, StringComparison.OrdinalIgnoreCase))
            {
                return kind;
            }
        }

        return null;
    }
}
