using System.Net;
using System.Text.Json.Nodes;
using LocalCloud.Kubernetes.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace LocalCloud.Kubernetes.ApiServer;

/// <summary>The webhook that a kube-apiserver asks who a bearer token is, as EKS's asks its authenticator.</summary>
internal sealed class TokenReviews : IAsyncDisposable
{
    private readonly ClusterAuthenticator _authenticator;
    private readonly WebApplication _application;

    private TokenReviews(ClusterAuthenticator authenticator)
    {
        _authenticator = authenticator;
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(1));
        _application = builder.Build();
        _application.Run(AnswerAsync);
    }

    /// <summary>For <c>--authentication-token-webhook-config-file</c>. JSON is YAML too.</summary>
    public string Configuration => new JsonObject
    {
        ["apiVersion"] = "v1",
        ["kind"] = "Config",
        ["clusters"] = new JsonArray(new JsonObject { ["name"] = "local", ["cluster"] = new JsonObject { ["server"] = _application.Urls.Single() } }),
        ["users"] = new JsonArray(new JsonObject { ["name"] = "local", ["user"] = new JsonObject() }),
        ["contexts"] = new JsonArray(new JsonObject
        {
            ["name"] = "local",
            ["context"] = new JsonObject { ["cluster"] = "local", ["user"] = "local" },
        }),
        ["current-context"] = "local",
    }.ToJsonString();

    public static async Task<TokenReviews> StartAsync(ClusterAuthenticator authenticator, CancellationToken cancellation)
    {
        var reviews = new TokenReviews(authenticator);
        await reviews._application.StartAsync(cancellation);
        return reviews;
    }

    public ValueTask DisposeAsync() => _application.DisposeAsync();

    private async Task AnswerAsync(HttpContext context)
    {
        var review = (await JsonNode.ParseAsync(context.Request.Body, cancellationToken: context.RequestAborted))!;
        review["status"] = Status(review["spec"]!["token"]!.GetValue<string>());
        await context.Response.WriteAsJsonAsync(review, context.RequestAborted);
    }

    private JsonObject Status(string token)
    {
        try
        {
            var user = _authenticator.Authenticate(token);
            return new()
            {
                ["authenticated"] = true,
                ["user"] = new JsonObject
                {
                    ["username"] = user.Name,
                    ["groups"] = new JsonArray([.. user.Groups.Select(group => JsonValue.Create(group))]),
                },
            };
        }
        catch (EksTokenException refused)
        {
            return new() { ["authenticated"] = false, ["error"] = refused.Message };
        }
    }
}
