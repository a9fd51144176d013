using System.Globalization;
using Amazon;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;
using Microsoft.Extensions.Options;
using ReplicaWorker.Hosting;
using ReplicaWorker.Options;

namespace ReplicaWorker.Modules.Drift.Trends;

/// <summary>The reports' bucket: a dated key for each, and a pointer to the last. The only thing that a drift run writes.</summary>
internal sealed class ReportStore(IOptions<ReplicaOptions> replica, IOptions<DriftOptions> drift, AWSCredentials credentials) : IDisposable
{
    /// <summary>More than the report of 100,000 pairs needs: what is longer is not ours.</summary>
    private const long LongestReport = 128L * 1024 * 1024;

    private readonly string? _bucket = drift.Value.ReportBucket;
    private readonly string _prefix = $"{replica.Value.Project}/{replica.Value.Environment}/";
    private readonly Lazy<AmazonS3Client> _client = new(() => new(
        credentials,
        new AmazonS3Config { RegionEndpoint = RegionEndpoint.GetBySystemName(replica.Value.PrimaryRegion), Timeout = TimeSpan.FromSeconds(30) }));

    public bool IsConfigured => _bucket is not null;

    public string PointerKey => _prefix + "latest.json";

    /// <summary>By day, so that a person finds it; with the time and the run, so that no two are one.</summary>
    public string KeyOf(DateTimeOffset finished, string runId) => string.Create(
        CultureInfo.InvariantCulture, $"{_prefix}{finished.UtcDateTime:yyyy'/'MM'/'dd'/'HHmmss}-{runId}.json");

    public string PlaceOf(string key) => $"s3://{_bucket}/{key}";

    /// <returns>Null when there is no such object.</returns>
    public async Task<byte[]?> FindAsync(string key, CancellationToken stopping)
    {
        try
        {
            using var answer = await _client.Value.GetObjectAsync(new GetObjectRequest { BucketName = _bucket, Key = key }, stopping);
            if (answer.ContentLength > LongestReport)
            {
                throw new ItemFailedException($"{PlaceOf(key)} has {answer.ContentLength} bytes, more than any report");
            }

            using var content = new MemoryStream();
            await answer.ResponseStream.CopyToAsync(content, stopping);
            return content.ToArray();
        }
        catch (AmazonS3Exception refused) when (refused.ErrorCode == "NoSuchKey")
        {
            return null;
        }
    }

    public async Task PutAsync(string key, byte[] json, CancellationToken stopping)
    {
        using var content = new MemoryStream(json, writable: false);
        await _client.Value.PutObjectAsync(
            new PutObjectRequest { BucketName = _bucket, Key = key, InputStream = content, ContentType = "application/json" }, stopping);
    }

    public void Dispose()
    {
        if (_client.IsValueCreated)
        {
            _client.Value.Dispose();
        }
    }
}
