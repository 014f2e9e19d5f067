using System.Diagnostics;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace CareIdentity.Web.Tests.Portal;

/// <summary>Counts what requests ask of one database. Other tests of this process ask theirs meanwhile, and the service asks something of its own.</summary>
internal sealed class QueryCount : IObserver<DiagnosticListener>, IObserver<KeyValuePair<string, object?>>, IDisposable
{
    private const string Request = "Microsoft.AspNetCore.Hosting.HttpRequestIn";

    private readonly string database;
    private readonly List<IDisposable> subscriptions = [];
    private int asked;

    public QueryCount(string database)
    {
        this.database = database;
        subscriptions.Add(DiagnosticListener.AllListeners.Subscribe(this));
    }

    public int Asked => Volatile.Read(ref asked);

    public void OnNext(DiagnosticListener value)
    {
        if (value.Name == "Microsoft.EntityFrameworkCore")
        {
            subscriptions.Add(value.Subscribe(this, name => name == RelationalEventId.CommandExecuted.Name));
        }
        else if (value.Name == "Microsoft.AspNetCore")
        {
            // Whoever listens has each request made an activity, in which its questions are.
            subscriptions.Add(value.Subscribe(this, name => name == Request));
        }
    }

    public void OnNext(KeyValuePair<string, object?> value)
    {
        if (value.Value is CommandExecutedEventData { Command.Connection.DataSource: { } source } && source == database && IsInRequest(Activity.Current))
        {
            Interlocked.Increment(ref asked);
        }
    }

    public void OnCompleted()
    {
    }

    public void OnError(Exception error)
    {
    }

    private static bool IsInRequest(Activity? activity) => activity is not null && (activity.OperationName == Request || IsInRequest(activity.Parent));

    public void Dispose() => subscriptions.ForEach(subscription => subscription.Dispose());
}
