using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace LocalCloud.Aws;

/// <summary>The one endpoint for <c>AWS_ENDPOINT_URL</c>: moto, what moto lacks, a log of every call, and faults on demand.</summary>
public sealed class AwsFront : IAsyncDisposable
{
    /// <summary>More than any AWS JSON API takes.</summary>
    private const long MaxBody = 64 * 1024 * 1024;

    private readonly WebApplication _application;
    private readonly MotoProxy _moto;
    private readonly Ids _ids;
    private readonly Dictionary<string, IAwsService> _services;
    private readonly ConcurrentQueue<AwsCall> _calls = new();
    private readonly TimeProvider _time;
    private AwsThrottle _throttle;
    private readonly long _begun = Stopwatch.GetTimestamp();

    private AwsFront(WebApplication application, MotoProxy moto, Ids ids, TimeProvider time, IEnumerable<IAwsService> services)
    {
        _application = application;
        _time = time;
        _throttle = new(AwsRates.None, time);
        _moto = moto;
        _ids = ids;
        _services = services.ToDictionary(service => service.Name, StringComparer.Ordinal);
        application.Run(AnswerAsync);
    }

    public Uri Endpoint { get; private set; } = new("http://127.0.0.1:0");

    /// <summary>Every call answered or cut so far, in the order of the ends.</summary>
    public IReadOnlyList<AwsCall> Requests => [.. _calls];

    /// <summary>Sees every call whole before it is answered. Its parameters may be secrets: keep none of them.</summary>
    public Action<AwsRequest>? Observer { get; set; }

    public AwsFaults Faults { get; } = new();

    /// <summary>How fast callers may be; setting it fills every bucket. <see cref="AwsRates.None"/> unless told.</summary>
    public AwsRates Rates
    {
        get => _throttle.Rates;
        set => _throttle = new(value, _time);
    }

    internal static async Task<AwsFront> StartAsync(
        MotoProxy moto, Ids ids, TimeProvider time, IEnumerable<IAwsService> services, CancellationToken cancellation)
    {
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.Listen(IPAddress.Loopback, 0);
            kestrel.Limits.MaxRequestBodySize = MaxBody;
            kestrel.AddServerHeader = false;
        });
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(1));

        var application = builder.Build();
        var front = new AwsFront(application, moto, ids, time, services);
        await application.StartAsync(cancellation);

        front.Endpoint = new(application.Urls.Single());
        return front;
    }

    public async ValueTask DisposeAsync()
    {
        await _application.DisposeAsync();
        _moto.Dispose();
    }

    private async Task AnswerAsync(HttpContext context)
    {
        var started = Stopwatch.GetTimestamp();
        var request = await AwsRequest.ReadAsync(context.Request, context.RequestAborted);
        Observer?.Invoke(request);
        var fault = Faults.Next(request) ?? (_throttle.Admits(request) ? null : AwsFault.Throttled(request.Service, request.Operation));
        var cut = fault?.Kind is AwsFaultKind.Unreachable or AwsFaultKind.CutAfterwards;

        try
        {
            await Task.Delay(fault?.Delay ?? TimeSpan.Zero, context.RequestAborted);
            switch (fault?.Kind)
            {
                case AwsFaultKind.Unreachable:
                    break;
                case AwsFaultKind.Refused:
                    await RefuseAsync(context, request, fault);
                    break;
                case AwsFaultKind.CutAfterwards:
                    // The call is carried out whole; its answer is written where nobody reads it.
                    context.Response.Body = Stream.Null;
                    await CarryOutAsync(context, request);
                    break;
                default:
                    await CarryOutAsync(context, request);
                    break;
            }
        }
        finally
        {
            _calls.Enqueue(new(
                request.Service, request.Operation, request.Region, cut ? 0 : context.Response.StatusCode,
                request.AccessKey, Stopwatch.GetElapsedTime(_begun, started), Stopwatch.GetElapsedTime(started)));
        }

        if (cut)
        {
            context.Abort();
        }
    }

    private async Task CarryOutAsync(HttpContext context, AwsRequest request)
    {
        try
        {
            if (_services.TryGetValue(request.Service, out var service)
                && await service.TryAnswerAsync(request, context.RequestAborted) is { } answer)
            {
                await AwsAnswer.WriteAsync(context.Response, answer.Output, _ids.Next());
            }
            else
            {
                await _moto.ForwardAsync(context, request.Body, context.RequestAborted);
            }
        }
        catch (AwsException refusal)
        {
            await AwsAnswer.WriteErrorAsync(context.Response, request, refusal, _ids.Next());
        }
#pragma warning disable CA1031 // The edge of the server: the caller is told, as AWS would, and the log has the 500.
        catch (Exception defect) when (!context.RequestAborted.IsCancellationRequested && !context.Response.HasStarted)
#pragma warning restore CA1031
        {
            await AwsAnswer.WriteErrorAsync(context.Response, request, new("InternalFailure", defect.ToString(), 500), _ids.Next());
        }
    }

    private async Task RefuseAsync(HttpContext context, AwsRequest request, AwsFault fault)
    {
        if (fault.RetryAfter is { } wait)
        {
            context.Response.Headers.RetryAfter = Math.Ceiling(wait.TotalSeconds).ToString(CultureInfo.InvariantCulture);
        }

        await AwsAnswer.WriteErrorAsync(context.Response, request, new(fault.Code, fault.Message, fault.Status), _ids.Next());
    }
}
