using System.Collections.Concurrent;
using System.Text;

namespace LocalCloud.Aws.ParameterStore;

/// <summary>Parameter Store's parameters, all regions, and what a test may set about the service.</summary>
/// <remarks>
/// They are kept here and not by moto: moto's DescribeParameters builds every parameter for every page of ten (22 ms a page at
/// 2,000 parameters, so minutes for 10,000), and most of what it says about limits, policies and tiers would have to be put right
/// anyway. So moto's CloudFormation and its other services do not see these parameters. Public parameters under <c>/aws/</c> and
/// the rest of Systems Manager are moto's.
/// </remarks>
public sealed class StoredParameters(string primaryRegion, TimeProvider time, string account)
{
    private readonly ConcurrentDictionary<string, ParameterTable> _tables = new(StringComparer.Ordinal);
    private int _pages;

    /// <summary>How long a deleted name cannot be used for another type: "wait for at least 30 seconds", says the user guide.</summary>
    public TimeSpan RecreateAfter { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Whether an AMI is in a region. AMIs are regional: unless told, every id is in the primary region and none elsewhere.</summary>
    public Func<string, string, bool> ImageExists { get; set; } = (region, _) => region == primaryRegion;

    /// <summary>The tier of a new parameter that names none: the setting <c>/ssm/parameter-store/default-parameter-tier</c>, all regions.</summary>
    public string DefaultTier { get; set; } = "Standard";

    /// <summary>Parameters on the standard tier, a region: the quota.</summary>
    public int MaxStandard { get; set; } = 10_000;

    /// <summary>Parameters on the advanced tier, a region: the quota.</summary>
    public int MaxAdvanced { get; set; } = 100_000;

    /// <summary>Every second page is half full and every third empty, each with a token: AWS promises no more.</summary>
    public bool RaggedPages { get; set; }

    /// <summary>How many parameters a region has.</summary>
    public int Count(string region)
    {
        var table = Table(region);
        lock (table.Gate)
        {
            return table.Tiers.Values.Sum();
        }
    }

    /// <summary>Set by the service: deletes what an Expiration policy says is due.</summary>
    internal Func<Task<int>> Expire { get; set; } = () => Task.FromResult(0);

    /// <summary>Deletes every parameter whose Expiration policy is due now, raising its events, as AWS does some time after the moment.</summary>
    /// <returns>How many.</returns>
    public Task<int> ExpireDueAsync() => Expire();

    internal IEnumerable<ParameterTable> Tables => _tables.Values;

    internal DateTimeOffset Now => time.GetUtcNow();

    internal ParameterTable Table(string region) => _tables.GetOrAdd(region, place => new(place));

    internal string Arn(string region, string name) =>
        $"arn:{Partition(region)}:ssm:{region}:{account}:parameter/{(name.StartsWith('/') ? name[1..] : name)}";

    /// <summary>One page of what matches, and the token of the next one.</summary>
    internal (IReadOnlyList<Parameter> Page, string? NextToken) Page(
        ParameterTable table, string? token, int size, Func<Parameter, bool> matches)
    {
        var after = token is null ? "" : Decode(token);
        var wanted = RaggedPages ? (Interlocked.Increment(ref _pages) % 6) switch { 3 or 0 => 0, 1 or 5 => size, _ => (size + 1) / 2 } : size;
        var found = table.After(after).Where(matches).Take(wanted + 1).ToArray();
        return found.Length <= wanted
            ? (found, null)
            : (found[..wanted], Encode(wanted == 0 ? after : ParameterName.Key(found[wanted - 1].Name)));
    }

    private static string Partition(string region) => region switch
    {
        _ when region.StartsWith("us-gov-", StringComparison.Ordinal) => "aws-us-gov",
        _ when region.StartsWith("cn-", StringComparison.Ordinal) => "aws-cn",
        _ => "aws",
    };

    private static string Encode(string key) => Convert.ToBase64String(Encoding.UTF8.GetBytes("after " + key));

    private static string Decode(string token)
    {
        var text = new byte[token.Length];
        return Convert.TryFromBase64String(token, text, out var length)
            && Encoding.UTF8.GetString(text, 0, length) is ['a', 'f', 't', 'e', 'r', ' ', .. var key]
                ? key
                : throw new AwsException("InvalidNextToken", "The specified token isn't valid.");
    }
}
