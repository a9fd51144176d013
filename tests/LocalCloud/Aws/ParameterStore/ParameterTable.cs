namespace LocalCloud.Aws.ParameterStore;

/// <summary>The parameters of one region. Whoever uses it holds its <see cref="Gate"/>.</summary>
internal sealed class ParameterTable(string region)
{
    private readonly Dictionary<string, Parameter> _parameters = new(StringComparer.Ordinal);
    private readonly Dictionary<string, (string Type, DateTimeOffset At)> _deleted = new(StringComparer.Ordinal);
    private string[]? _keys;

    public Lock Gate { get; } = new();

    public string Region => region;

    /// <summary>How many are on each tier.</summary>
    public Dictionary<string, int> Tiers { get; } = new(StringComparer.Ordinal) { ["Standard"] = 0, ["Advanced"] = 0 };

    public Parameter? Find(string name) => _parameters.GetValueOrDefault(ParameterName.Key(name));

    /// <exception cref="AwsException"><c>ParameterNotFound</c>.</exception>
    public Parameter Get(string name) => Find(name) ?? throw new AwsException("ParameterNotFound", $"Parameter {name} not found.");

    /// <summary>The type a name had that was deleted, and when.</summary>
    public (string Type, DateTimeOffset At)? LastDeleted(string name) =>
        _deleted.TryGetValue(ParameterName.Key(name), out var last) ? last : null;

    public void Add(Parameter parameter)
    {
        _parameters.Add(ParameterName.Key(parameter.Name), parameter);
        Tiers[parameter.Latest.Tier]++;
        _keys = null;
    }

    public void Remove(Parameter parameter, DateTimeOffset now)
    {
        var key = ParameterName.Key(parameter.Name);
        _parameters.Remove(key);
        _deleted[key] = (parameter.Latest.Type, now);
        Tiers[parameter.Latest.Tier]--;
        _keys = null;
    }

    /// <summary>From the first key after <paramref name="key"/> on, in the order of the keys: what is deleted meanwhile makes no gap.</summary>
    public IEnumerable<Parameter> After(string key)
    {
        var keys = _keys ??= [.. _parameters.Keys.Order(StringComparer.Ordinal)];
        var at = key.Length == 0 ? 0 : Array.BinarySearch(keys, key, StringComparer.Ordinal) is >= 0 and var found ? found + 1 : ~Array.BinarySearch(keys, key, StringComparer.Ordinal);
        for (; at < keys.Length; at++)
        {
            yield return _parameters[keys[at]];
        }
    }
}
