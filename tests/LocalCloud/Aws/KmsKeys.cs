using System.Collections.Concurrent;

namespace LocalCloud.Aws;

/// <summary>A key as KMS describes it.</summary>
/// <param name="Arn">Of the key itself, whatever it was asked by.</param>
/// <param name="State"><c>Enabled</c>, <c>Disabled</c>, <c>PendingDeletion</c>…</param>
internal sealed record KmsKey(string Arn, string State);

/// <summary>Whether a key that a secret or parameter names is there. Keys are moto's; what it says is kept until something in KMS changes.</summary>
internal sealed class KmsKeys(MotoClient moto) : IAwsService
{
    private static readonly string[] Reads = ["Describe", "List", "Get", "Encrypt", "Decrypt", "Generate", "ReEncrypt", "Sign", "Verify"];

    private readonly ConcurrentDictionary<(string Region, string Id), KmsKey> _known = new();

    public string Name => "kms";

    /// <summary>Answers nothing: every call is moto's. One that changes something makes what is known here doubtful.</summary>
    public Task<ServiceAnswer?> TryAnswerAsync(AwsRequest request, CancellationToken cancellation)
    {
        if (!Reads.Any(read => request.Operation.StartsWith(read, StringComparison.Ordinal)))
        {
            _known.Clear();
        }

        return Task.FromResult<ServiceAnswer?>(null);
    }

    /// <param name="region">The region the key must be in.</param>
    /// <param name="id">A key id, a key's ARN, an alias or an alias's ARN.</param>
    /// <param name="cancellation">Ends the question to moto.</param>
    /// <exception cref="AwsException"><c>NotFoundException</c>, in KMS's words.</exception>
    public async Task<KmsKey> DescribeAsync(string region, string id, CancellationToken cancellation)
    {
        if (_known.TryGetValue((region, id), out var known))
        {
            return known;
        }

        if (id.Split(':') is ["arn", _, "kms", var place, ..] && place != region)
        {
            throw new AwsException("NotFoundException", $"Invalid arn {place}");
        }

        var described = await moto.CallAsync("kms", "DescribeKey", region, new() { ["KeyId"] = id }, cancellation);
        var metadata = described["KeyMetadata"]!;
        return _known[(region, id)] = new(metadata["Arn"]!.GetValue<string>(), metadata["KeyState"]!.GetValue<string>());
    }
}
