// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.service.routing;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;

import org.jspecify.annotations.Nullable;

import io.github.signalrelay.protocol.service.BroadcastData;
import io.github.signalrelay.protocol.service.CheckConnectionExistenceWithAck;
import io.github.signalrelay.protocol.service.CheckGroupExistenceWithAck;
import io.github.signalrelay.protocol.service.CheckUserExistenceWithAck;
import io.github.signalrelay.protocol.service.CheckUserInGroupWithAck;
import io.github.signalrelay.protocol.service.ClientCompletion;
import io.github.signalrelay.protocol.service.ClientInvocation;
import io.github.signalrelay.protocol.service.CloseConnection;
import io.github.signalrelay.protocol.service.ConnectionData;
import io.github.signalrelay.protocol.service.ErrorCompletion;
import io.github.signalrelay.protocol.service.GroupBroadcastData;
import io.github.signalrelay.protocol.service.JoinGroupWithAck;
import io.github.signalrelay.protocol.service.LeaveGroupWithAck;
import io.github.signalrelay.protocol.service.MultiConnectionData;
import io.github.signalrelay.protocol.service.MultiGroupBroadcastData;
import io.github.signalrelay.protocol.service.MultiUserData;
import io.github.signalrelay.protocol.service.ServiceMessage;
import io.github.signalrelay.protocol.service.UserData;
import io.github.signalrelay.protocol.service.UserJoinGroup;
import io.github.signalrelay.protocol.service.UserJoinGroupWithAck;
import io.github.signalrelay.protocol.service.UserLeaveGroup;
import io.github.signalrelay.protocol.service.UserLeaveGroupWithAck;
import io.github.signalrelay.service.container.ServiceConnectionContainer;
import io.github.signalrelay.service.endpoint.DefaultEndpointRouter;
import io.github.signalrelay.service.endpoint.EndpointRouter;
import io.github.signalrelay.service.endpoint.HubEndpoint;

/**
 * Which of its questions a router is asked about each message (service protocol
 * reference, 5.5).
 *
 * @param router answers them
 */
record MessageRoutes(EndpointRouter router) {

	/**
	 * Endpoints that a message goes to.
	 * @param message the message
	 * @param all all endpoints of the hub
	 * @return some of them, each one once
	 * @throws UnsupportedOperationException if nobody sends such a message to clients
	 */
	List<ServiceConnectionContainer> of(ServiceMessage message, List<ServiceConnectionContainer> all) {
		boolean nothingToChoose = all.size() == 1 && this.router.getClass() == DefaultEndpointRouter.class;
		return nothingToChoose ? all : known(routed(message, List.copyOf(all)), all);
	}

	private Collection<HubEndpoint> routed(ServiceMessage message, List<HubEndpoint> all) {
		if (message instanceof BroadcastData) {
			return this.router.endpointsForBroadcast(all);
		}
		if (message instanceof GroupBroadcastData data) {
			return this.router.endpointsForGroup(data.groupName(), all);
		}
		if (message instanceof MultiGroupBroadcastData data) {
			return union(data.groupList(), this.router::endpointsForGroup, all);
		}
		if (message instanceof UserData data) {
			return this.router.endpointsForUser(data.userId(), all);
		}
		if (message instanceof MultiUserData data) {
			return union(data.userList(), this.router::endpointsForUser, all);
		}
		if (message instanceof MultiConnectionData data) {
			return union(data.connectionList(), this.router::endpointsForConnection, all);
		}
		Collection<HubEndpoint> chosen = aboutGroup(message, all);
		chosen = (chosen != null) ? chosen : aboutUserAndGroup(message, all);
		return (chosen != null) ? chosen : aboutConnection(message, all);
	}

	private @Nullable Collection<HubEndpoint> aboutGroup(ServiceMessage message, List<HubEndpoint> all) {
		if (message instanceof JoinGroupWithAck join) {
			return this.router.endpointsForGroup(join.groupName(), all);
		}
		if (message instanceof LeaveGroupWithAck leave) {
			return (leave.groupName() != null) ? this.router.endpointsForGroup(leave.groupName(), all)
					: this.router.endpointsForConnection(leave.connectionId(), all);
		}
		if (message instanceof CheckGroupExistenceWithAck check) {
			return this.router.endpointsForGroup(check.groupName(), all);
		}
		return null;
	}

	private @Nullable Collection<HubEndpoint> aboutUserAndGroup(ServiceMessage message, List<HubEndpoint> all) {
		if (message instanceof UserJoinGroup join) {
			return intersection(join.userId(), join.groupName(), all);
		}
		if (message instanceof UserJoinGroupWithAck join) {
			return intersection(join.userId(), join.groupName(), all);
		}
		if (message instanceof UserLeaveGroup leave) {
			return intersection(leave.userId(), leave.groupName(), all);
		}
		if (message instanceof UserLeaveGroupWithAck leave) {
			return intersection(leave.userId(), leave.groupName(), all);
		}
		if (message instanceof CheckUserInGroupWithAck check) {
			return intersection(check.userId(), check.groupName(), all);
		}
		if (message instanceof CheckUserExistenceWithAck check) {
			return this.router.endpointsForUser(check.userId(), all);
		}
		return null;
	}

	private Collection<HubEndpoint> aboutConnection(ServiceMessage message, List<HubEndpoint> all) {
		String connectionId;
		if (message instanceof ConnectionData data) {
			connectionId = data.connectionId();
		}
		else if (message instanceof CloseConnection close) {
			connectionId = close.connectionId();
		}
		else if (message instanceof CheckConnectionExistenceWithAck check) {
			connectionId = check.connectionId();
		}
		else if (message instanceof ClientInvocation invocation) {
			connectionId = invocation.connectionId();
		}
		else if (message instanceof ClientCompletion completion) {
			connectionId = completion.connectionId();
		}
		else if (message instanceof ErrorCompletion completion) {
			connectionId = completion.connectionId();
		}
		else {
			throw new UnsupportedOperationException(
					"A " + message.getClass().getSimpleName() + " cannot be sent by way of endpoints");
		}
		return this.router.endpointsForConnection(connectionId, all);
	}

	private static Set<HubEndpoint> union(List<String> names,
			BiFunction<String, List<HubEndpoint>, Collection<HubEndpoint>> question, List<HubEndpoint> all) {
		Set<HubEndpoint> chosen = new LinkedHashSet<>();
		for (String name : names) {
			chosen.addAll(question.apply(name, all));
			if (chosen.size() >= all.size()) {
				break; // no name can add any more
			}
		}
		return chosen;
	}

	private Set<HubEndpoint> intersection(String userId, @Nullable String group, List<HubEndpoint> all) {
		Set<HubEndpoint> chosen = new LinkedHashSet<>(this.router.endpointsForUser(userId, all));
		if (group != null) {
			chosen.retainAll(this.router.endpointsForGroup(group, all));
		}
		return chosen;
	}

	private static List<ServiceConnectionContainer> known(Collection<HubEndpoint> chosen,
			List<ServiceConnectionContainer> all) {
		List<ServiceConnectionContainer> known = all.stream().filter(chosen::contains).toList();
		if (known.isEmpty() && !chosen.isEmpty()) {
			throw new IllegalStateException("The endpoint router has chosen endpoints that it was not given");
		}
		return known;
	}

}
