using System.Runtime.CompilerServices;
using Amazon;
using Amazon.ResourceGroupsTaggingAPI;
using Amazon.Runtime;
using Amazon.SimpleSystemsManagement;
using Amazon.SimpleSystemsManagement.Model;

namespace ReplicaWorker.Modules.Parameters;

/// <summary>Reads of Parameter Store, paced, page by page to the end.</summary>
/// <remarks>Calls throw what the SDK throws, after its own retries. Only "the service says there is none" is an absence.</remarks>
internal sealed class ParameterStore(
    Regional<AmazonSimpleSystemsManagementClient> clients, AWSCredentials credentials, ParameterPacing pacing) : IDisposable
{
    /// <summary>Names in one GetParameters or DeleteParameters call, at most.</summary>
    public const int BatchSize = 10;

    private const int DescribePage = 50;
    private const int TagPage = 100;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    private readonly Regional<AmazonResourceGroupsTaggingAPIClient> _tagging = new(name => new(
        credentials, new AmazonResourceGroupsTaggingAPIConfig { RegionEndpoint = RegionEndpoint.GetBySystemName(name), Timeout = Patience }));

    public IAmazonSimpleSystemsManagement In(string region) => clients.In(region);

    /// <summary>Everything but values of every parameter of the region, or of those named.</summary>
    /// <param name="region">Where.</param>
    /// <param name="names">Up to 50; none: every one.</param>
    /// <param name="stopping">Ends waiting.</param>
    public async IAsyncEnumerable<ParameterMetadata> DescribeAsync(
        string region, IReadOnlyCollection<string> names, [EnumeratorCancellation] CancellationToken stopping)
    {
        List<ParameterStringFilter>? filters = names.Count == 0 ? null : [new() { Key = "Name", Option = "Equals", Values = [.. names] }];
        string? next = null;
        do
        {
            var request = new DescribeParametersRequest { MaxResults = DescribePage, NextToken = next, ParameterFilters = filters };
            var page = await pacing.RunAsync(PacedOperation.Describe, region, token => In(region).DescribeParametersAsync(request, token), stopping);
            foreach (var parameter in page.Parameters ?? [])
            {
                yield return parameter;
            }

            next = page.NextToken;
        }
        while (!string.IsNullOrEmpty(next));
    }

    /// <summary>Those of up to ten names that are there.</summary>
    /// <param name="region">Where.</param>
    /// <param name="names">Up to <see cref="BatchSize"/>.</param>
    /// <param name="decrypt">Without, a SecureString's value is ciphertext, and no key is needed.</param>
    /// <param name="stopping">Ends waiting.</param>
    public async Task<IReadOnlyList<Parameter>> GetAsync(string region, IEnumerable<string> names, bool decrypt, CancellationToken stopping)
    {
        var request = new GetParametersRequest { Names = [.. names], WithDecryption = decrypt };
        var answer = await pacing.RunAsync(PacedOperation.Read, region, token => In(region).GetParametersAsync(request, token), stopping);
        return answer.Parameters ?? [];
    }

    /// <summary>All tags of one parameter, as they are now; none when there is no such parameter.</summary>
    public async Task<IReadOnlyDictionary<string, string>> TagsAsync(string region, string name, CancellationToken stopping)
    {
        var request = new ListTagsForResourceRequest { ResourceType = ResourceTypeForTagging.Parameter, ResourceId = name };
        try
        {
            var answer = await pacing.RunAsync(PacedOperation.Tags, region, token => In(region).ListTagsForResourceAsync(request, token), stopping);
            return (answer.TagList ?? []).ToDictionary(tag => tag.Key ?? "", tag => tag.Value ?? "", StringComparer.Ordinal);
        }
        catch (InvalidResourceIdException)
        {
            return new Dictionary<string, string>(StringComparer.Ordinal);
        }
    }

    /// <summary>Every version of one parameter that is kept, without plain values; none when there is no such parameter.</summary>
    public async Task<IReadOnlyList<ParameterHistory>> HistoryAsync(string region, string name, CancellationToken stopping)
    {
        var versions = new List<ParameterHistory>();
        string? next = null;
        do
        {
            var request = new GetParameterHistoryRequest { Name = name, MaxResults = DescribePage, NextToken = next, WithDecryption = false };
            try
            {
                var page = await pacing.RunAsync(PacedOperation.History, region, token => In(region).GetParameterHistoryAsync(request, token), stopping);
                versions.AddRange(page.Parameters ?? []);
                next = page.NextToken;
            }
            catch (ParameterNotFoundException)
            {
                return [];
            }
        }
        while (!string.IsNullOrEmpty(next));

        return versions;
    }

    /// <summary>
    /// The tags of every tagged parameter, by ARN, a hundred a call. What this index says is eventually consistent: before anything is written
    /// because of it, <see cref="TagsAsync"/> confirms.
    /// </summary>
    public async IAsyncEnumerable<KeyValuePair<string, IReadOnlyDictionary<string, string>>> AllTagsAsync(
        string region, [EnumeratorCancellation] CancellationToken stopping)
    {
        string? next = null;
        do
        {
            var request = new Amazon.ResourceGroupsTaggingAPI.Model.GetResourcesRequest
            {
                ResourceTypeFilters = ["ssm:parameter"],
                ResourcesPerPage = TagPage,
                PaginationToken = next,
            };
            var page = await pacing.RunAsync(PacedOperation.FindTags, region, token => _tagging.In(region).GetResourcesAsync(request, token), stopping);
            foreach (var resource in page.ResourceTagMappingList ?? [])
            {
                var tags = (resource.Tags ?? []).ToDictionary(tag => tag.Key ?? "", tag => tag.Value ?? "", StringComparer.Ordinal);
                yield return new(resource.ResourceARN ?? "", tags);
            }

            next = page.PaginationToken;
        }
        while (!string.IsNullOrEmpty(next));
    }

    public void Dispose() => _tagging.Dispose();
}
