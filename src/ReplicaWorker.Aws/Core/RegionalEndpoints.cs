using Amazon;
using Amazon.Runtime;
using Amazon.Runtime.Endpoints;
using Amazon.Runtime.Internal;
using Amazon.Runtime.Internal.Endpoints.StandardLibrary;

namespace ReplicaWorker.Aws.Core;

/// <summary>The endpoint rules that regional services share: <c>PREFIX[-fips].REGION.SUFFIX</c>, or the configured URL.</summary>
/// <remarks>
/// Same answers as the rule set of the official packages. Suffixes come from the SDK's region table; its partition
/// functions are asked for dual-stack only, since they compile eight regular expressions before the first answer.
/// </remarks>
/// <param name="prefix">The service's, first label of the host.</param>
/// <param name="traits">What this service does otherwise.</param>
internal sealed class RegionalEndpoints(string prefix, EndpointTraits traits = EndpointTraits.None) : IEndpointProvider
{
    public const string Region = nameof(Region);
    public const string UseFips = nameof(UseFips);
    public const string UseDualStack = nameof(UseDualStack);
    public const string Url = nameof(Url);

    /// <exception cref="AmazonClientException">No region, or switches that exclude each other.</exception>
    public Endpoint ResolveEndpoint(EndpointParameters parameters)
    {
        var fips = parameters[UseFips] is true;
        var dualStack = parameters[UseDualStack] is true;

        if (parameters[Url] is string { Length: > 0 } url)
        {
            return fips || dualStack
                ? throw new AmazonClientException("Invalid Configuration: FIPS or dual-stack and a custom endpoint exclude each other")
                : new Endpoint(url);
        }

        var region = parameters[Region] as string ?? throw new AmazonClientException("Invalid Configuration: Missing Region");
        var host = !fips || IsPlainHostFips(region, dualStack) ? $"{prefix}.{region}"
            : !dualStack && IsFipsFirstLabel(region) ? $"fips.{prefix}.{region}"
            : $"{prefix}-fips.{region}";

        return new Endpoint($"https://{host}.{(dualStack ? DualStackSuffix(region, fips) : AwsPartition.DnsSuffix(region))}");
    }

    private bool IsPlainHostFips(string region, bool dualStack) =>
        traits.HasFlag(dualStack ? EndpointTraits.GovCloudFipsIsPlainHostWithDualStack : EndpointTraits.GovCloudFipsIsPlainHost)
        && region.StartsWith("us-gov-", StringComparison.Ordinal);

    private bool IsFipsFirstLabel(string region) =>
        traits.HasFlag(EndpointTraits.CommercialFipsIsFirstLabel) && AwsPartition.DnsSuffix(region) == "amazonaws.com";

    private string DualStackSuffix(string region, bool fips)
    {
        var partition = Fn.Partition(region);
        if (traits.HasFlag(EndpointTraits.DualStackIsPlainHost) && partition.name is "aws" or "aws-cn" or "aws-us-gov")
        {
            return partition.dnsSuffix;
        }

        return partition.supportsDualStack && (partition.supportsFIPS || !fips)
            ? partition.dualStackDnsSuffix
            : throw new AmazonClientException($"Partition {partition.name} of {region} does not support dual-stack");
    }
}

/// <summary>Asks the configuration's endpoint provider where a call goes, and says which region it is signed for.</summary>
internal sealed class RegionalEndpointResolver : BaseEndpointResolver
{
    internal static EndpointParameters Parameters(IClientConfig config, RegionEndpoint? alternate = null) => new()
    {
        [RegionalEndpoints.Region] = (alternate ?? config.RegionEndpoint)?.SystemName ?? config.AuthenticationRegion,
        [RegionalEndpoints.UseFips] = config.UseFIPSEndpoint,
        [RegionalEndpoints.UseDualStack] = config.UseDualstackEndpoint,
        [RegionalEndpoints.Url] = config.ServiceURL,
    };

    protected override EndpointParameters MapEndpointsParameters(IRequestContext requestContext) =>
        Parameters(requestContext.ClientConfig, requestContext.Request.AlternateEndpoint);

    /// <summary>Signs for the configured region also when the URL was configured: the SDK would guess a region from the URL.</summary>
    protected override void ServiceSpecificHandler(IExecutionContext executionContext, EndpointParameters parameters) =>
        executionContext.RequestContext.Request.AuthenticationRegion = parameters[RegionalEndpoints.Region] as string;
}
